import { OPTIONS } from "./values/options.ts";
import type { SourceKey } from "./values/row.ts";

type PropertyType =
  | "title"
  | "rich_text"
  | "number"
  | "percent"
  | "select"
  | "multi_select"
  | "date"
  | "checkbox"
  | "url"
  | "email"
  | "relation";

export interface PropertySchema {
  type: PropertyType;
  /** Whose value counts: people edit it, or Krug writes it. */
  owner: "people" | "krug";
  options?: readonly string[];
  relatesTo?: SourceKey;
  /** True for a relation that shows on the pages it leads to as well, in a column Notion keeps by itself. */
  isShownThere?: boolean;
}

const people = <T extends Omit<PropertySchema, "owner">>(schema: T) => ({ ...schema, owner: "people" }) as const;
const krug = <T extends Omit<PropertySchema, "owner">>(schema: T) => ({ ...schema, owner: "krug" }) as const;

/**
 * Every data source of the workspace and its properties, by the keys the code uses. What people read (names, descriptions,
 * options) is in text/phrases/names.ts; which column carries a key is known by property id (workspace.ts), so columns may be
 * renamed and translated. See docs/workspace.md#columns.
 */
const SCHEMA = {
  programmes: {
    name: people({ type: "title" }),
    status: people({ type: "select", options: OPTIONS.programmes.status }),
    format: people({ type: "select", options: OPTIONS.programmes.format }),
    matching: people({ type: "select", options: OPTIONS.programmes.matching }),
    everyWeeks: people({ type: "number" }),
    minutes: people({ type: "number" }),
    roundWeeks: people({ type: "number" }),
    groupSize: people({ type: "number" }),
    weights: people({ type: "rich_text" }),
    weightsInUse: krug({ type: "rich_text" }),
    topics: people({ type: "multi_select" }),
    checkIn: people({ type: "checkbox" }),
    approveFirst: people({ type: "checkbox" }),
    notionOnly: people({ type: "checkbox" }),
    feedbackOnly: people({ type: "checkbox" }),
    formsForAnyone: people({ type: "checkbox" }),
    keepAnswers: people({ type: "number" }),
    insights: people({ type: "select", options: OPTIONS.programmes.insights }),
    zone: people({ type: "rich_text" }),
    language: people({ type: "select", options: OPTIONS.programmes.language }),
    start: people({ type: "date" }),
    end: people({ type: "date" }),
    coordinator: people({ type: "relation", relatesTo: "people" }),
    secondCoordinator: people({ type: "relation", relatesTo: "people" }),
    nextRound: krug({ type: "date" }),
    krugSays: krug({ type: "rich_text" }),
  },
  people: {
    name: people({ type: "title" }),
    email: people({ type: "email" }),
    otherEmails: people({ type: "rich_text" }),
    programmes: people({ type: "relation", relatesTo: "programmes" }),
    status: people({ type: "select", options: OPTIONS.people.status }),
    away: people({ type: "date" }),
    zone: people({ type: "rich_text" }),
    hours: people({ type: "rich_text" }),
    languages: people({ type: "multi_select", options: OPTIONS.people.languages }),
    team: people({ type: "rich_text" }),
    manager: people({ type: "relation", relatesTo: "people" }),
    level: people({ type: "number" }),
    offers: people({ type: "multi_select" }),
    seeks: people({ type: "multi_select" }),
    style: people({ type: "select", options: OPTIONS.people.style }),
    sessionsAWeek: people({ type: "number" }),
    mentees: people({ type: "number" }),
    wantsToMentor: people({ type: "checkbox" }),
    showThanks: people({ type: "checkbox" }),
    showPlan: people({ type: "checkbox" }),
    consent: people({ type: "date" }),
    nextSession: krug({ type: "date" }),
    krugSays: krug({ type: "rich_text" }),
  },
  roadmap: {
    title: people({ type: "title" }),
    owner: people({ type: "relation", relatesTo: "people" }),
    status: people({ type: "select", options: OPTIONS.roadmap.status }),
    skill: people({ type: "multi_select" }),
    measure: people({ type: "rich_text" }),
    startLevel: people({ type: "number" }),
    currentLevel: people({ type: "number" }),
    targetLevel: people({ type: "number" }),
    progress: people({ type: "percent" }),
    starts: people({ type: "date" }),
    due: people({ type: "date" }),
    nextStep: people({ type: "rich_text" }),
    help: people({ type: "rich_text" }),
    confidential: people({ type: "checkbox" }),
    health: krug({ type: "select", options: ["on_track", "off_track", "done"] }),
    krugSays: krug({ type: "rich_text" }),
  },
  groups: {
    name: people({ type: "title" }),
    programme: people({ type: "relation", relatesTo: "programmes" }),
    round: people({ type: "number" }),
    members: people({ type: "relation", relatesTo: "people" }),
    facilitator: people({ type: "relation", relatesTo: "people" }),
    status: people({ type: "select", options: OPTIONS.groups.status }),
    agreement: people({ type: "rich_text" }),
    why: krug({ type: "rich_text" }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  sessions: {
    title: people({ type: "title" }),
    when: people({ type: "date" }),
    status: people({ type: "select", options: OPTIONS.sessions.status }),
    withLater: people({ type: "checkbox" }),
    group: people({ type: "relation", relatesTo: "groups" }),
    programme: people({ type: "relation", relatesTo: "programmes" }),
    kind: people({ type: "select", options: OPTIONS.sessions.kind }),
    questions: people({ type: "rich_text" }),
    notes: people({ type: "rich_text" }),
    nextSteps: people({ type: "rich_text" }),
    came: people({ type: "relation", relatesTo: "people" }),
    facilitator: krug({ type: "relation", relatesTo: "people" }),
    replies: krug({ type: "rich_text" }),
    meet: krug({ type: "url" }),
    calendar: krug({ type: "url" }),
    feedback: krug({ type: "url" }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  surveys: {
    title: krug({ type: "title" }),
    programme: krug({ type: "relation", relatesTo: "programmes" }),
    kind: krug({ type: "select", options: ["needs", "self_assessment", "feedback", "pulse", "closing", "standing"] }),
    opens: krug({ type: "date" }),
    closes: krug({ type: "date" }),
    form: krug({ type: "url" }),
    asked: krug({ type: "number" }),
    answers: krug({ type: "number" }),
    rate: krug({ type: "percent" }),
    result: krug({ type: "rich_text" }),
    formId: krug({ type: "rich_text" }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  metrics: {
    title: krug({ type: "title" }),
    programme: krug({ type: "relation", relatesTo: "programmes" }),
    metric: krug({ type: "rich_text" }),
    period: krug({ type: "date" }),
    value: krug({ type: "number" }),
    unit: krug({ type: "rich_text" }),
    n: krug({ type: "number" }),
    baseline: krug({ type: "number" }),
    change: krug({ type: "number" }),
    target: people({ type: "number" }),
    key: krug({ type: "rich_text" }),
  },
  digests: {
    title: krug({ type: "title" }),
    programme: krug({ type: "relation", relatesTo: "programmes" }),
    month: krug({ type: "date" }),
    reached: krug({ type: "relation", relatesTo: "roadmap" }),
    key: krug({ type: "rich_text" }),
  },
  resources: {
    title: people({ type: "title" }),
    link: people({ type: "url" }),
    skill: people({ type: "multi_select" }),
    kind: people({ type: "select", options: OPTIONS.resources.kind }),
    language: people({ type: "select", options: OPTIONS.resources.language }),
    suggested: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  help: {
    question: people({ type: "title" }),
    skill: people({ type: "multi_select" }),
    details: people({ type: "rich_text" }),
    urgency: people({ type: "select", options: OPTIONS.help.urgency }),
    programme: people({ type: "relation", relatesTo: "programmes" }),
    askedBy: people({ type: "relation", relatesTo: "people" }),
    takenBy: people({ type: "relation", relatesTo: "people" }),
    answer: people({ type: "rich_text" }),
    half: people({ type: "checkbox" }),
    resolved: people({ type: "checkbox" }),
    state: krug({
      type: "select",
      options: ["needs_detail", "open", "with_coordinator", "taken", "answered", "resolved"],
    }),
    suggested: krug({ type: "relation", relatesTo: "people" }),
    why: krug({ type: "rich_text" }),
    asked: krug({ type: "relation", relatesTo: "people" }),
    answeredBy: krug({ type: "relation", relatesTo: "people" }),
    session: krug({ type: "relation", relatesTo: "sessions" }),
    waiting: krug({ type: "date" }),
    takenAt: krug({ type: "date" }),
    resolvedAt: krug({ type: "date" }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  gatherings: {
    title: people({ type: "title" }),
    when: people({ type: "date" }),
    host: people({ type: "relation", relatesTo: "people" }),
    otherHosts: people({ type: "rich_text" }),
    skill: people({ type: "multi_select" }),
    programmes: people({ type: "relation", relatesTo: "programmes" }),
    places: people({ type: "number" }),
    where: people({ type: "rich_text" }),
    description: people({ type: "rich_text" }),
    interested: people({ type: "relation", relatesTo: "people" }),
    status: people({ type: "select", options: OPTIONS.gatherings.status }),
    came: people({ type: "relation", relatesTo: "people" }),
    coming: krug({ type: "relation", relatesTo: "people" }),
    replies: krug({ type: "rich_text" }),
    placesLeft: krug({ type: "number" }),
    waiting: krug({ type: "number" }),
    meet: krug({ type: "url" }),
    calendar: krug({ type: "url" }),
    krugSays: krug({ type: "rich_text" }),
  },
  thanks: {
    title: people({ type: "title" }),
    from: people({ type: "relation", relatesTo: "people" }),
    to: people({ type: "relation", relatesTo: "people" }),
    counted: krug({ type: "number" }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  steps: {
    title: people({ type: "title" }),
    done: people({ type: "checkbox" }),
    owner: people({ type: "relation", relatesTo: "people", isShownThere: true }),
    goal: people({ type: "relation", relatesTo: "roadmap", isShownThere: true }),
    due: people({ type: "date" }),
    tellAdviser: people({ type: "checkbox" }),
    session: krug({ type: "relation", relatesTo: "sessions", isShownThere: true }),
    written: krug({ type: "rich_text" }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  answers: {
    question: people({ type: "title" }),
    answer: people({ type: "rich_text" }),
    skill: people({ type: "multi_select" }),
    by: people({ type: "relation", relatesTo: "people" }),
    agreed: people({ type: "checkbox" }),
    holds: people({ type: "checkbox" }),
    state: krug({ type: "select", options: ["draft", "published", "unchecked"] }),
    checked: krug({ type: "date" }),
    from: krug({ type: "relation", relatesTo: "help" }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  guides: {
    title: people({ type: "title" }),
    text: people({ type: "rich_text" }),
    formats: people({ type: "multi_select", options: OPTIONS.guides.formats }),
    skill: people({ type: "multi_select" }),
    meeting: people({ type: "select", options: OPTIONS.guides.meeting }),
    language: people({ type: "select", options: OPTIONS.guides.language }),
    key: krug({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
  experts: {
    name: people({ type: "title" }),
    email: people({ type: "email" }),
    link: people({ type: "url" }),
    skill: people({ type: "multi_select" }),
    languages: people({ type: "multi_select", options: OPTIONS.people.languages }),
    programmes: people({ type: "relation", relatesTo: "programmes" }),
    ask: people({ type: "rich_text" }),
    krugSays: krug({ type: "rich_text" }),
  },
} as const satisfies Record<SourceKey, Record<string, PropertySchema>>;

/** The properties of a source, by key, as one plain shape. */
export function propertiesOf(source: SourceKey): Readonly<Record<string, PropertySchema>> {
  return SCHEMA[source];
}
