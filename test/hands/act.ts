/**
 * An act of people's hands, tried: `npm run act`. Copy the file, do something else in `act`, and see what follows.
 * A world is begun by `openPairWorld` (test/world/pairWorld.ts), which says what else of it can be chosen; what people can do in
 * Google stands in test/world/people.ts, and all that they can do in Notion goes through `playground.notionOf(email)`.
 */
import { text } from "../../src/core/domain/values/row.ts";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { move } from "../world/people.ts";

/** What somebody does: here Boris drags the meeting an hour later, and Ana gives its page another title. */
async function act({ playground, edit, live, sessions }: PairWorld): Promise<void> {
  const [event] = await live();
  const [session] = await sessions();
  await move(playground, "boris@example.org", event?.id ?? "", 60 * MINUTE);
  await edit("sessions", session?.id ?? "", { title: "About queues" });
}

const world = await openPairWorld({ people: ["ana", "boris"], programme: { format: "pair", language: "en" } });
await act(world);
for (const minutes of [15, 30]) {
  const { done, failed } = await world.runAt(THURSDAY + minutes * MINUTE);
  console.log(`after ${minutes} minutes:`, done, failed, world.newMails());
}
for (const event of await world.live()) console.log(event.start?.dateTime, event.summary);
for (const page of await world.sessions()) console.log(text(page, "title"), page.values.when, text(page, "krugSays"));
