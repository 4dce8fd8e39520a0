import type { FormKind } from "../domain/form.ts";
import type { Programme } from "../domain/programme.ts";
import { sessionCode } from "../domain/session.ts";
import { addressKey } from "../domain/values/address.ts";
import { eachGuarded } from "../domain/values/guarded.ts";
import { keptIn, listedBy } from "../domain/values/maps.ts";
import type { Instant } from "../domain/values/time.ts";
import { type AnswerTo, type FormResponse, parseAnswer } from "../rules/surveys/answers.ts";
import { needsOf, type ProgrammeNeeds } from "../rules/surveys/needs.ts";
import { type AnswerableSession, assignAnswers, assignPeople, latestAnswers } from "../rules/surveys/whoseAnswers.ts";
import { decidedAbout } from "./near.ts";
import { invitedTo, personByEmail, type Snapshot } from "./snapshot.ts";

/** Named forms whose answers are read here. */
type OwnKind = "feedback" | "self_assessment" | "closing" | "standing";

type NamedKind = Exclude<FormKind, "pulse">;

/** What the named forms of a programme brought: answers with their people, and what could not be placed. */
export interface ProgrammeAnswers {
  feedback: (AnswerTo<"feedback"> & { personId: string; sessionId: string })[];
  /** The same by session. */
  feedbackOf: ReadonlyMap<string, ProgrammeAnswers["feedback"]>;
  /** Those and the earlier ones of the same people about the same sessions. */
  placed: ProgrammeAnswers["feedback"];
  selfAssessments: (AnswerTo<"self_assessment"> & { personId: string })[];
  /** Each person's last answer of the closing form. */
  closings: (AnswerTo<"closing"> & { personId: string })[];
  needs: ProgrammeNeeds;
  /** Every wish about taking part, as last edited, in order of submission. */
  standing: (AnswerTo<"standing"> & { personId: string })[];
  /** The same with those of addresses people had before: a quiet word is theirs who said it, whatever their page shows by now. */
  standingEver: (AnswerTo<"standing"> & { personId: string })[];
  /** How many submissions those are, with those of people whose pages are gone: it tells nothing of whoever's page is changed. */
  standingCount: number;
  strangers: Record<OwnKind, string[]>;
  /** Answers of forms that ask for an address which have none: whose they are nobody can tell. */
  unaddressed: { kind: NamedKind; submittedAt: Instant }[];
  wrongCodes: string[];
  /** Codes of sessions that were deleted since. */
  deletedCodes: string[];
  /** How many answers to a question could not be understood, by its key; they are kept. */
  unread: Record<OwnKind, Unread>;
  /** Required questions that some answer lacked: the form was edited by hand. */
  missingQuestions: Record<OwnKind, string[]>;
}

type Unread = ReadonlyMap<string, number>;

/** Worked out once for a snapshot: reading every answer is the dearest part of a decision. */
const answersBySnapshot = new WeakMap<Snapshot, Map<string, ProgrammeAnswers>>();

/** The answers of a programme's named forms, each once, with the people and sessions they are about. */
export function answersOf(snapshot: Snapshot, programme: Programme): ProgrammeAnswers {
  const ofSnapshot = keptIn(answersBySnapshot, snapshot, () => new Map());
  return keptIn(ofSnapshot, programme.id, () => readAnswers(snapshot, programme));
}

function readAnswers(snapshot: Snapshot, programme: Programme): ProgrammeAnswers {
  const people = [...snapshot.people.values()];
  // Figures and private notes follow the person; their own wishes count under the addresses on their page.
  const addresses = addressesByPerson(snapshot);
  const respondents = people.map(person => ({ ...person, otherEmails: addresses.get(person.id) ?? [] }));
  const skills = snapshot.forms.find(
    form => form.programmeId === programme.id && form.kind === "self_assessment",
  )?.skills;
  const read = <K extends OwnKind>(kind: K) => {
    const own = snapshot.responses.filter(response => response.programmeId === programme.id && response.kind === kind);
    const asked = [kind, ...(skills ?? [])].join("\n");
    const parsed = eachGuarded(
      "answer",
      own,
      one => parsedOnce(kind, one.response, skills ?? [], asked),
      () => programme.id,
    );
    const missing = parsed.flatMap(one =>
      one.problems.flatMap(p => (p.code === "form_question_missing" ? [p.question] : [])),
    );
    const unread = new Map<string, number>();
    for (const { problems } of parsed)
      for (const problem of problems)
        if (problem.code !== "form_question_missing")
          unread.set(problem.question, (unread.get(problem.question) ?? 0) + 1);
    return { values: parsed.flatMap(one => one.value ?? []), missing: [...new Set(missing)].sort(), unread };
  };
  const feedback = read("feedback");
  const assessments = read("self_assessment");
  const standing = read("standing");
  const wishes = assignPeople(standing.values as AnswerTo<"standing">[], people);
  const { known: everKnown, ofPage } = snapshot.addresses;
  const emailsEver = (id: string) => (ofPage.get(id) ?? []).map(claim => claim.email);
  const ever = people.map(person => ({ ...person, otherEmails: emailsEver(person.id) }));
  const ofKnown = (standing.values as AnswerTo<"standing">[]).filter(({ email }) => everKnown.has(addressKey(email)));
  const placed = assignAnswers(feedback.values as AnswerTo<"feedback">[], respondents, codesOf(snapshot, programme));
  const closings = read("closing");
  const closed = assignPeople(closings.values as AnswerTo<"closing">[], respondents);
  const assessed = assignPeople(assessments.values as AnswerTo<"self_assessment">[], respondents);
  const deleted = deletedCodes(snapshot);
  const named = snapshot.responses.flatMap(({ programmeId, kind, response }) =>
    programmeId === programme.id && kind !== "pulse" ? [{ ...response, kind }] : [],
  );
  return {
    feedback: placed.assigned,
    placed: placed.placed,
    feedbackOf: Map.groupBy(placed.assigned, answer => answer.sessionId),
    selfAssessments: assessed.assigned,
    closings: latestAnswers(closed.assigned, one => one.personId),
    needs: needsOf(snapshot, programme),
    standing: wishes.assigned,
    standingEver: assignPeople(standing.values as AnswerTo<"standing">[], ever).assigned,
    standingCount: new Set(ofKnown.map(({ responseId }) => responseId)).size,
    strangers: {
      feedback: placed.strangers,
      self_assessment: assessed.strangers,
      closing: closed.strangers,
      standing: wishes.strangers,
    },
    unaddressed: latestAnswers(named, one => one.responseId)
      .filter(({ email }) => (email ?? "").trim() === "")
      .map(({ kind, submittedAt }) => ({ kind, submittedAt })),
    wrongCodes: placed.wrongCodes.filter(code => !deleted.has(code)),
    deletedCodes: placed.wrongCodes.filter(code => deleted.has(code)),
    unread: {
      feedback: feedback.unread,
      self_assessment: assessments.unread,
      closing: closings.unread,
      standing: standing.unread,
    },
    missingQuestions: {
      feedback: feedback.missing,
      self_assessment: assessments.missing,
      closing: closings.missing,
      standing: standing.missing,
    },
  };
}

/** Reading an answer is dear, and one run looks at the same answers in every snapshot of the world. */
const readOnce = new WeakMap<FormResponse, { asked: string; parsed: unknown }>();

function parsedOnce<K extends OwnKind>(kind: K, response: FormResponse, skills: readonly string[], asked: string) {
  const known = readOnce.get(response);
  if (known?.asked === asked) return known.parsed as ReturnType<typeof parseAnswer<K>>;
  const parsed = parseAnswer(kind, response, skills);
  readOnce.set(response, { asked, parsed });
  return parsed;
}

/** Codes of sessions that had an event and have no page any more. */
function deletedCodes(snapshot: Snapshot): Set<string> {
  return new Set([...snapshot.links.keys()].filter(id => !snapshot.sessions.has(id)).map(sessionCode));
}

/** The programme's sessions by the code on their forms; a code that two share fits none. */
function codesOf(snapshot: Snapshot, programme: Programme): Map<string, AnswerableSession> {
  const codes = new Map<string, AnswerableSession | null>();
  for (const session of decidedAbout(snapshot, snapshot.sessions.values())) {
    const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
    if (group === undefined || group.programmeId !== programme.id) continue;
    const code = sessionCode(session.id);
    // People who were invited may report on it, even after leaving the group.
    const invited = [...invitedTo(snapshot, session.id)].flatMap(email => personByEmail(snapshot, email)?.id ?? []);
    const memberIds = [...new Set([...group.memberIds, ...invited])];
    codes.set(code, codes.has(code) ? null : { id: session.id, memberIds });
  }
  return new Map([...codes].flatMap(([code, session]) => (session === null ? [] : [[code, session]])));
}

/** The addresses of people by their ids, as `addressKey` has them: those on their pages, and those of before that Krug invited them under. */
function addressesByPerson(snapshot: Snapshot): Map<string, string[]> {
  return listedBy([...snapshot.peopleByEmail].map(([email, { id }]) => [id, email]));
}
