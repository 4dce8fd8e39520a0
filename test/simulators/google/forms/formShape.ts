import { anything, flag, integer, listOf, object, type Shape, text } from "../shape.ts";

const media = object({ alignment: text, width: integer });
const image = object({ altText: text, contentUri: text, properties: media, sourceUri: text });
const option = object({ goToAction: text, goToSectionId: text, image, isOther: flag, value: text });
const choice = object({ options: listOf(option), shuffle: flag, type: text });

const question = object({
  choiceQuestion: choice,
  dateQuestion: object({ includeTime: flag, includeYear: flag }),
  fileUploadQuestion: object({ folderId: text, maxFileSize: text, maxFiles: integer, types: listOf(text) }),
  grading: object({
    correctAnswers: object({ answers: listOf(object({ value: text })) }),
    generalFeedback: anything,
    pointValue: integer,
    whenRight: anything,
    whenWrong: anything,
  }),
  questionId: text,
  ratingQuestion: object({ iconType: text, ratingScaleLevel: integer }),
  required: flag,
  rowQuestion: object({ title: text }),
  scaleQuestion: object({ high: integer, highLabel: text, low: integer, lowLabel: text }),
  textQuestion: object({ paragraph: flag }),
  timeQuestion: object({ duration: flag }),
});

const item = object({
  description: text,
  imageItem: object({ image }),
  itemId: text,
  pageBreakItem: object({}),
  questionGroupItem: object({
    grid: object({ columns: choice, shuffleQuestions: flag }),
    image,
    questions: listOf(question),
  }),
  questionItem: object({ image, question }),
  textItem: object({}),
  title: text,
  videoItem: object({ caption: text, video: object({ properties: media, youtubeUri: text }) }),
});

const info = object({ description: text, documentTitle: text, title: text });
const settings = object({ emailCollectionType: text, quizSettings: object({ isQuiz: flag }) });
const location = object({ index: integer });
const publishSettings = object({ publishState: object({ isAcceptingResponses: flag, isPublished: flag }) });

/** The body of forms.create: the fields of Schema$Form. */
export const formShape: Shape = object({
  formId: text,
  info,
  items: listOf(item),
  linkedSheetId: text,
  publishSettings,
  responderUri: text,
  revisionId: text,
  settings,
});

/** The body of forms.batchUpdate. */
export const batchUpdateShape: Shape = object({
  includeFormInResponse: flag,
  requests: listOf(
    object({
      createItem: object({ item, location }),
      deleteItem: object({ location }),
      moveItem: object({ newLocation: location, originalLocation: location }),
      updateFormInfo: object({ info, updateMask: text }),
      updateItem: object({ item, location, updateMask: text }),
      updateSettings: object({ settings, updateMask: text }),
    }),
  ),
  writeControl: object({ requiredRevisionId: text, targetRevisionId: text }),
});

/** The body of forms.setPublishSettings. */
export const publishShape: Shape = object({ publishSettings, updateMask: text });

/** The body of forms.watches.create. */
export const watchShape: Shape = object({
  watch: object({
    createTime: text,
    errorType: text,
    eventType: text,
    expireTime: text,
    id: text,
    state: text,
    target: object({ topic: object({ topicName: text }) }),
  }),
  watchId: text,
});
