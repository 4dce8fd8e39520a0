import type { GoogleState } from "../state.ts";

type Json = Record<string, unknown>;

export interface ChoiceOption {
  value?: string;
  isOther?: boolean;
  goToAction?: string;
  goToSectionId?: string;
}

export interface Question {
  questionId?: string;
  required?: boolean;
  choiceQuestion?: { type: string; options: ChoiceOption[]; shuffle?: boolean };
  textQuestion?: { paragraph?: boolean };
  scaleQuestion?: { low?: number; high: number; lowLabel?: string; highLabel?: string };
  ratingQuestion?: { ratingScaleLevel: number; iconType: string };
  dateQuestion?: { includeTime?: boolean; includeYear?: boolean };
  timeQuestion?: { duration?: boolean };
  fileUploadQuestion?: Json;
  rowQuestion?: { title: string };
  grading?: Json;
}

/** An item of a form as its JSON has it. Never changed in place. */
export interface Item {
  itemId?: string;
  title?: string;
  description?: string;
  questionItem?: { question: Question; image?: Json };
  questionGroupItem?: {
    questions: Question[];
    grid?: { columns: { type: string; options: ChoiceOption[] }; shuffleQuestions?: boolean };
    image?: Json;
  };
  pageBreakItem?: Json;
  textItem?: Json;
  imageItem?: Json;
  videoItem?: Json;
}

export interface StoredResponse {
  responseId: string;
  createTime: number;
  lastSubmittedTime: number;
  respondentEmail: string | null;
  answers: Record<string, string[]>;
}

/** Who may do what with a form's file; those of the view "published" let people answer it. */
export interface PermissionRecord {
  type: "anyone" | "domain" | "user";
  role: "owner" | "writer" | "commenter" | "reader";
  domain: string | null;
  email: string | null;
  view: string | null;
}

export interface FormRecord {
  id: string;
  owner: string;
  editors: Set<string>;
  /** Made by the program whose sign-in this is; a token for single files alone sees no others. */
  isMadeByApp: boolean;
  permissions: Map<string, PermissionRecord>;
  responderId: string;
  info: { title: string; documentTitle: string; description?: string };
  items: readonly Item[];
  settings: { emailCollectionType?: string; quizSettings?: { isQuiz?: boolean } };
  /** Null for legacy forms, which are always open. */
  publishState: { isPublished: boolean; isAcceptingResponses: boolean } | null;
  revisionId: string;
  /** World time at which each revision was made. */
  revisions: Map<string, number>;
  responses: Map<string, StoredResponse>;
}

export interface WatchRecord {
  id: string;
  formId: string;
  owner: string;
  eventType: "SCHEMA" | "RESPONSES";
  topicName: string;
  createTime: number;
  expireTime: number;
  state: "ACTIVE" | "SUSPENDED";
  errorType: string | null;
  /** Something happened since the last message. */
  dirty: boolean;
}

/** All questions of a form with the item they are in. */
export function questionsOf(items: readonly Item[]): { question: Question; item: Item }[] {
  return items.flatMap(item => {
    if (item.questionItem !== undefined) return [{ question: item.questionItem.question, item }];
    return (item.questionGroupItem?.questions ?? []).map(question => ({ question, item }));
  });
}

/** Lets the watches of a form know that something happened to it. */
export function markWatches(state: GoogleState, formId: string, eventType: WatchRecord["eventType"]): void {
  for (const watch of state.watches.values()) {
    if (watch.formId === formId && watch.eventType === eventType && watch.state === "ACTIVE") watch.dirty = true;
  }
}

/** Where people answer a form. */
export function responderUri(form: FormRecord): string {
  return `https://docs.google.com/forms/d/e/${form.responderId}/viewform`;
}
