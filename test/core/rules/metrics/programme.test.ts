import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import { PROGRESS } from "../../../../src/core/rules/metrics/growth.ts";
import { MEETINGS } from "../../../../src/core/rules/metrics/meetings.ts";
import { PROGRAMME } from "../../../../src/core/rules/metrics/programme.ts";
import { SESSIONS } from "../../../../src/core/rules/metrics/sessions.ts";
import { aClosing, aMembership, aPerson, aSession, figureOf, onDay, SECOND, START, WINDOW } from "./builders.ts";

describe("people of a programme", () => {
  const people = [
    aPerson("ana"),
    aPerson("boris", { hasGroup: false }),
    aPerson("vera", { state: "on_leave" }),
    aPerson("gleb", { seenAt: onDay(5), hasGroup: false }),
    aPerson("gleb", { seenAt: onDay(20) }),
    aPerson("dara", { state: "left" }),
  ];

  it("are in a group, left out or on leave: 2, 1 and 1 of 4, each as last seen; who left is not counted", () => {
    expect(figureOf(PROGRAMME.coverage, { people })).toEqual({ value: 0.5, n: 4, count: 2 });
    expect(figureOf(PROGRAMME.left_out, { people })).toEqual({ value: 0.25, n: 4, count: 1 });
    expect(figureOf(PROGRAMME.on_leave, { people })).toEqual({ value: 0.25, n: 4, count: 1 });
    for (const metric of [PROGRAMME.coverage, PROGRAMME.left_out, PROGRAMME.on_leave])
      expect(figureOf(metric, {}).value).toBeNull();
  });

  it("meet or don't: ana and boris of three who are there", () => {
    const sessions = [aSession(), aSession({ id: "2", memberIds: ["gleb", "vera"], status: "not_met" })];
    expect(figureOf(SESSIONS.active_share, { sessions, people })).toEqual({ value: 2 / 3, n: 3, count: 2 });
    expect(figureOf(SESSIONS.active_share, { sessions }).value).toBeNull();
  });

  it("keep the rhythm in 3 of 8 promised sessions; boris's third is not ana's", () => {
    const two = [aPerson("ana", { promised: 6 }), aPerson("boris", { promised: 2 })];
    const sessions = [
      aSession({ id: "1" }),
      aSession({ id: "2", memberIds: ["boris", "vera"] }),
      aSession({ id: "3", memberIds: ["boris", "vera"] }),
    ];
    expect(figureOf(SESSIONS.rhythm, { sessions, people: two })).toEqual({ value: 3 / 8, n: 8, count: 3 });
    expect(figureOf(SESSIONS.rhythm, { sessions, people: [aPerson("ana", { promised: 0 })] }).value).toBeNull();
  });

  it("meet 2 of 3 possible pairs for the first time, and the third in the next month", () => {
    const three = ["ana", "boris", "vera"].map(id => aPerson(id));
    const later = three.map(person => ({ ...person, seenAt: onDay(40) }));
    const pair = (id: string, day: number, ...memberIds: string[]) => aSession({ id, day, memberIds });
    const sessions = [
      pair("1", 1, "ana", "boris"),
      pair("2", 8, "ana", "vera"),
      pair("3", 35, "boris", "vera"),
      pair("4", 36, "ana", "vera"),
    ];
    const withHana = [...sessions, pair("5", 3, "ana", "hana"), pair("6", 4, "boris", "hana")];
    const onLeave = [...three, aPerson("hana", { state: "on_leave" })];
    for (const [held, people] of [
      [sessions, three],
      [withHana, onLeave],
    ] as const)
      expect(figureOf(MEETINGS.new_people_share, { sessions: held, people }, WINDOW)).toEqual({
        value: 2 / 3,
        n: 3,
        count: 2,
      });
    expect(figureOf(MEETINGS.new_people_share, { sessions, people: later }, SECOND)).toEqual({
      value: 1 / 3,
      n: 3,
      count: 1,
    });
    expect(figureOf(MEETINGS.new_people_share, { sessions }, WINDOW).value).toBeNull();
  });
});

describe("joining and leaving", () => {
  it("seven of ten are still in on their 90th day, 0.38 to 0.92 by scipy's mid-P; who leaves on day 91 is", () => {
    const stayed = [null, null, null, null, null, null, 91].map((day, index) =>
      aMembership(`stayed${index}`, { leftAt: day === null ? null : START + day * DAY }),
    );
    const left = [10, 50, 90].map(day => aMembership(`left${day}`, { leftAt: START + day * DAY }));
    const figure = figureOf(PROGRAMME.retention, { memberships: [...stayed, ...left] });
    expect(figure).toMatchObject({ value: 0.7, n: 10, count: 7 });
    expect(figure.interval?.map(end => end.toFixed(6))).toEqual(["0.380081", "0.917400"]);
    expect(figureOf(PROGRAMME.retention, {}).value).toBeNull();
  });

  it("the first session comes after 48 hours by the median of 24, 48 and one who still waits", () => {
    const waited = (id: string, hours: number | null) =>
      aMembership(id, { firstSessionAt: hours === null ? null : START + hours * HOUR });
    expect(
      figureOf(PROGRAMME.hours_to_first_session, {
        memberships: [waited("a", 24), waited("b", 48), waited("c", null)],
      }),
    ).toMatchObject({
      value: 48,
      n: 3,
    });
    expect(
      figureOf(PROGRAMME.hours_to_first_session, {
        memberships: [waited("a", 24), waited("b", null), waited("c", null)],
      }).value,
    ).toBeNull();
    expect(figureOf(PROGRAMME.hours_to_first_session, {}).value).toBeNull();
  });
});

describe("sessions and invitations", () => {
  const sessions = [
    aSession({ id: "1", memberIds: ["ana", "boris", "vera"], declinedIds: ["vera", "stranger"], hasQuestion: true }),
    aSession({ id: "2", status: "not_met", declinedIds: ["ana"] }),
    aSession({ id: "3", status: "unreported" }),
    aSession({ id: "4", status: "cancelled", declinedIds: ["ana", "boris"], hasQuestion: true }),
  ];

  it("one of three was held; 7 seats were offered and 2 declined; one had a question", () => {
    expect(figureOf(SESSIONS.sessions_held, { sessions })).toEqual({ value: 1, n: 3 });
    expect(figureOf(PROGRAMME.invitations_sent, { sessions })).toEqual({ value: 7, n: 3 });
    expect(figureOf(PROGRAMME.invitations_declined, { sessions })).toEqual({ value: 2 / 7, n: 7, count: 2 });
    expect(figureOf(SESSIONS.concrete_question_share, { sessions })).toEqual({ value: 1 / 3, n: 3, count: 1 });
    for (const metric of [
      SESSIONS.sessions_held,
      PROGRAMME.invitations_sent,
      PROGRAMME.invitations_declined,
      SESSIONS.concrete_question_share,
    ])
      expect(figureOf(metric, {}).value).toBeNull();
  });

  it("of three places at events of which it is known who came, two were used", () => {
    const visit = (personId: string, came: boolean | null) => ({
      programmeId: "p",
      eventId: "e",
      personId,
      endsAt: onDay(4),
      came,
    });
    const visits = [visit("ana", true), visit("boris", true), visit("vera", false), visit("gleb", null)];
    expect(figureOf(MEETINGS.event_attendance, { visits })).toEqual({ value: 2 / 3, n: 3, count: 2 });
    expect(figureOf(MEETINGS.event_attendance, { visits: [visit("gleb", null)] }).value).toBeNull();
  });
});

describe("the closing form", () => {
  const closings = [
    aClosing("ana", { projects: 2, courses: 0, newRole: true, weeksToFeelAtHome: 4 }),
    aClosing("boris", { projects: 1, courses: 0, newRole: false, weeksToFeelAtHome: 6 }),
    aClosing("boris", { at: onDay(5), projects: 9 }),
    aClosing("vera", { newRole: false, weeksToFeelAtHome: 8 }),
    aClosing("gleb", { weeksToFeelAtHome: 3 }),
    aClosing("dara", { weeksToFeelAtHome: 9 }),
  ];

  it("tells of 3 projects by two people, no course, and nothing of certificates nobody said anything about", () => {
    expect(figureOf(PROGRESS.projects_done, { closings })).toEqual({ value: 3, n: 2 });
    expect(figureOf(PROGRESS.courses_done, { closings })).toEqual({ value: 0, n: 2 });
    expect(figureOf(PROGRESS.certificates_done, { closings })).toEqual({ value: null, n: 0 });
  });

  it("tells of one new role in three answers, and of 6 weeks to feel at home, 2.834 to 9.166 by scipy", () => {
    expect(figureOf(PROGRESS.new_roles, { closings })).toMatchObject({ value: 1 / 3, n: 3, count: 1 });
    const { value, n, interval } = figureOf(PROGRAMME.weeks_to_home, { closings });
    expect([value, n, ...(interval ?? []).map(end => end.toFixed(6))]).toEqual([6, 5, "2.834366", "9.165634"]);
  });
});
