import { expect, test } from "vitest";
import type { Guest } from "../../../src/core/domain/event.ts";
import { invitedMark, invitedTo, type Series } from "../../../src/core/domain/series.ts";

const [ANA, BORIS, CARLA, EXPERT] = ["ana", "boris", "carla", "expert"].map(name => `${name}@example.org`) as [
  string,
  string,
  string,
  string,
];
const seriesOf = (agreed: string[], told: string[], guests: Guest[]) =>
  ({ base: { guestEmails: agreed }, master: { guests, marks: invitedMark(told) } }) as unknown as Series;
const guest = (email: string, more: Partial<Guest> = {}): Guest => ({ email, reply: "needsAction", ...more });

test("who was invited by a change whose answer was lost counts as invited by Krug, and whom people added does not", () => {
  const series = seriesOf(
    [ANA, BORIS],
    [BORIS, CARLA],
    [BORIS, CARLA, EXPERT].map(email => guest(email)),
  );
  expect(invitedTo(series)).toEqual([ANA, BORIS, CARLA]);
});

test("who has another address since was invited under the one they stand on the event with", () => {
  const series = seriesOf([BORIS], ["ana.before@example.org", BORIS], [guest(ANA, { as: ["ana.before@example.org"] })]);
  expect(invitedTo(series)).toEqual([ANA, BORIS]);
});

test("an event that tells nothing leaves what was agreed on", () => {
  const series = { ...seriesOf([ANA], [], [guest(BORIS)]) };
  expect(invitedTo({ ...series, master: { ...series.master, marks: {} } })).toEqual([ANA]);
});
