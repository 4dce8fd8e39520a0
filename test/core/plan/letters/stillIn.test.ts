import { describe, expect, test } from "vitest";
import type { EventCopy, Guest } from "../../../../src/core/domain/event.ts";
import { DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../../../src/core/rules/surveys/texts.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, settled } from "../../../world/builders.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
/** The Monday after two rounds of a week. */
const THIRD = at("2027-01-25T08:00:00Z");
const NAMES = ["Ana", "Boris", "Carla", "Dan"];

/** Everybody but Ana replies to every invitation. */
const replied = (mirror: Mirror, silent = "ana"): Mirror => ({
  ...mirror,
  events: mirror.events.map(
    (event): EventCopy => ({
      ...event,
      guests: event.guests.map(guest => (guest.email.startsWith(silent) ? guest : { ...guest, reply: "accepted" })),
    }),
  ),
});
/** Two rounds lived through, day by day, until a moment. */
function lived(until = THIRD, change: (mirror: Mirror, now: number) => Mirror = mirror => mirror, more = {}) {
  const rows = [aProgramme({ coordinator: [anId("Maria")], ...more }), ...NAMES.map(name => aPerson(name))];
  let mirror: Mirror = aMirror([...rows, aPerson("Maria", { programmes: [] })]);
  const letters: { to: string; title: string; at: number; text: string }[] = [];
  for (let now = THURSDAY; now <= until; now += DAY) {
    const step = settled(change(replied(mirror), now), now);
    mirror = step.mirror;
    for (const command of step.done)
      if (command.kind === "send_letter")
        letters.push({ to: command.draft.email, title: command.draft.title, at: now, text: command.draft.description });
  }
  return { mirror, letters };
}
const toAna = (letters: readonly { to: string }[]) => letters.filter(letter => letter.to.startsWith("ana"));
const ana = (mirror: Mirror) => snapshotOf(mirror).people.get(anId("Ana"));
const letterReply = (mirror: Mirror, reply: Guest["reply"], updatedAt: number): Mirror => ({
  ...mirror,
  events: mirror.events.map(event =>
    event.title.includes("still in?")
      ? { ...event, updatedAt, guests: event.guests.map(guest => ({ ...guest, reply })) }
      : event,
  ),
});
const wordAt = (submittedAt: number) => ({
  programmeId: anId("programme"),
  kind: "standing" as const,
  response: {
    responseId: "w",
    submittedAt,
    email: "ana@example.org",
    answers: { [questionId("standing")]: [questionTexts("standing").options?.word?.en ?? ""] },
  },
});

describe("two rounds without a sign", () => {
  test("bring one private question, a pause a week later, and nobody else hears of it but the coordinator", () => {
    const { mirror, letters } = lived(THIRD + 14 * DAY);
    expect(letters.filter(letter => letter.to.startsWith("ana")).map(letter => [letter.title, letter.at])).toEqual([
      ["Pairs: still in?", THIRD],
    ]);
    expect(ana(mirror)).toMatchObject({ status: "paused" });
    const page = snapshotOf(mirror).rows.get(anId("Ana"));
    expect(page?.values.krugSays).toMatch(/^On a break since 1 February 2027: there was no reply/);
    expect(letters.filter(letter => !letter.to.startsWith("ana")).map(letter => letter.to)).toEqual([
      "maria@example.org",
    ]);
    expect(letters.find(letter => letter.to.startsWith("maria"))?.text).toContain("Ana: on a break");
  });

  test("are not silence where she came, answered a form or replied", () => {
    const came = (mirror: Mirror) => ({
      ...mirror,
      rows: mirror.rows.map(row =>
        row.source === "sessions" ? { ...row, values: { ...row.values, came: [anId("Ana")] } } : row,
      ),
    });
    expect(toAna(lived(THIRD + 2 * DAY, came).letters)).toEqual([]);
    const answered = (mirror: Mirror) => ({ ...mirror, responses: [wordAt(at("2027-01-20T08:00:00Z"))] });
    expect(toAna(lived(THIRD + 2 * DAY, answered).letters)).toEqual([]);
    expect(toAna(lived(THIRD + 2 * DAY, mirror => replied(mirror, "nobody")).letters)).toEqual([]);
  });

  test("one round without a sign brings nothing, and neither does a leave", () => {
    expect(lived(THIRD - DAY).letters).toEqual([]);
    const away = (mirror: Mirror) => ({
      ...mirror,
      rows: mirror.rows.map(row =>
        row.id === anId("Ana")
          ? { ...row, values: { ...row.values, away: { start: "2027-01-18", end: "2027-01-24" } } }
          : row,
      ),
    });
    expect(lived(THIRD + 2 * DAY, away).letters).toEqual([]);
  });

  test("say nothing where most give no sign: then it is the invitations nobody answers", () => {
    const rows = [aProgramme(), ...NAMES.map(name => aPerson(name))];
    let mirror: Mirror = aMirror(rows);
    for (let now = THURSDAY; now <= THIRD + 2 * DAY; now += DAY) {
      const step = settled(mirror, now);
      mirror = step.mirror;
      expect(step.done.filter(command => command.kind === "send_letter")).toEqual([]);
    }
  });

  test("in a programme of one long round are eight weeks with two meetings", () => {
    const more = { format: "circle", roundWeeks: 12, everyWeeks: 2 };
    const before = lived(THIRD + 5 * 7 * DAY, undefined, more).letters;
    expect(before.filter(letter => letter.title.includes("still in?"))).toHaveLength(0);
    const { letters } = lived(THIRD + 7 * 7 * DAY, undefined, more);
    expect(letters.filter(letter => letter.title.includes("still in?"))).toHaveLength(1);
  });
});

describe("the question", () => {
  const asked = lived().mirror;

  test("answered with yes leaves all as it is, and is not asked again for a while", () => {
    const yes = letterReply(asked, "accepted", THIRD + HOUR);
    const { mirror, done } = settled(yes, THIRD + 8 * DAY);
    expect(ana(mirror)?.status).toBe("active");
    expect(done.filter(command => command.kind === "send_letter")).toEqual([]);
  });

  test("answered with no is a pause at once, which a later yes ends", () => {
    const no = settled(letterReply(asked, "declined", THIRD + HOUR), THIRD + 2 * HOUR).mirror;
    expect(ana(no)?.status).toBe("paused");
    const yes = settled(letterReply(no, "accepted", THIRD + DAY), THIRD + DAY + HOUR).mirror;
    expect(ana(yes)?.status).toBe("active");
  });

  test("unanswered pauses, and any answer ends the pause; a pause she sets herself afterwards is hers", () => {
    const paused = settled(asked, THIRD + 8 * DAY).mirror;
    expect(ana(paused)?.status).toBe("paused");
    const back = settled({ ...paused, responses: [wordAt(THIRD + 9 * DAY)] }, THIRD + 9 * DAY + HOUR).mirror;
    expect(ana(back)?.status).toBe("active");
    const own = {
      ...back,
      rows: back.rows.map(row =>
        row.id === anId("Ana") ? { ...row, values: { ...row.values, status: "paused" } } : row,
      ),
    };
    expect(ana(settled(own, THIRD + 10 * DAY).mirror)?.status).toBe("paused");
  });

  test("pauses nobody who paused meanwhile", () => {
    const own = {
      ...asked,
      rows: asked.rows.map(row =>
        row.id === anId("Ana") ? { ...row, values: { ...row.values, status: "paused" } } : row,
      ),
    };
    const later = settled(own, THIRD + 8 * DAY).mirror;
    expect(snapshotOf(later).rows.get(anId("Ana"))?.values.krugSays ?? "").not.toContain("On a break");
    const answered = settled({ ...later, responses: [wordAt(THIRD + 9 * DAY)] }, THIRD + 9 * DAY + HOUR).mirror;
    expect(ana(answered)?.status).toBe("paused");
  });
});
