import type { Random } from "../../src/core/domain/values/random.ts";
import type { PlainValue, SourceKey } from "../../src/core/domain/values/row.ts";
import { addDays, DAY, HOUR, localDate } from "../../src/core/domain/values/time.ts";
import { type PageLook, pagesOf } from "../faults/looks.ts";
import { COORDINATOR } from "../world/playground.ts";
import { type Act, copyOf, type Done, type Hands, now, oneOf, word } from "./acts.ts";

/** Since when a class is over at which people were long before the programme. */
const LONG_BEFORE = 120 * DAY;

const span = (at: number) => ({ start: new Date(at).toISOString(), end: new Date(at + HOUR).toISOString() });

/** What there is of before when a life begins: goals that are done, thanks, and classes of long ago. */
export async function addPagesOfBefore(hands: Hands): Promise<void> {
  const { playground, people } = hands;
  for (const [place, { name, pageId }] of people.entries()) {
    const next = people[(place + 1) % people.length]?.pageId ?? "";
    const status = place % 3 === 2 ? "dropped" : "done";
    await playground.add("roadmap", { title: `First goal of ${name}`, owner: [pageId], status, skill: ["testing"] });
    await playground.add("thanks", { title: `Thanks of ${name}`, from: [pageId], to: [next] });
  }
  for (const place of [0, 1, 2])
    await playground.add("gatherings", {
      title: `Class ${place}`,
      when: span(now(hands) - LONG_BEFORE + place * DAY),
      host: [people[0]?.pageId ?? ""],
      came: people.slice(place, place + 3).map(({ pageId }) => pageId),
      status: "planned",
    });
}

/** Of long ago mostly: what is made first stands first. */
function somePage(hands: Hands, source: SourceKey, random: Random): PageLook | undefined {
  const pages = pagesOf(hands.playground, source);
  return oneOf(random.below(3) === 0 ? pages : pages.slice(0, hands.people.length * 2), random);
}

/** What was done to a page of a source: what is like it wakes with it. */
function done(hands: Hands, source: SourceKey, what: string): Done {
  return { what, groups: pagesOf(hands.playground, source).map(({ id }) => id) };
}

const someone = (hands: Hands, random: Random) => [oneOf(hands.people, random)?.pageId ?? ""];

const goalChanged: Act = async (hands, random) => {
  const page = somePage(hands, "roadmap", random);
  if (page === undefined) return null;
  const values = oneOf<Record<string, PlainValue>>(
    [
      { status: oneOf(["todo", "doing", "done", "dropped"], random) ?? null },
      { title: word(hands, "Goal") },
      { title: `Copy of ${pagesOf(hands.playground, "roadmap")[0]?.values.title}` },
      { nextStep: word(hands, "Step") },
      { owner: someone(hands, random) },
      { confidential: true },
      { skill: ["sql"] },
    ],
    random,
  );
  await hands.playground.edit(COORDINATOR, "roadmap", page.id, values ?? {});
  return done(hands, "roadmap", `goal ${page.id} became ${JSON.stringify(values)}`);
};

const thanksChanged: Act = async (hands, random) => {
  const page = somePage(hands, "thanks", random);
  if (page === undefined) return null;
  const [from, to] = [someone(hands, random), someone(hands, random)];
  const values = oneOf<Record<string, PlainValue>>([{ from }, { to }, { title: word(hands, "Thanks") }], random) ?? {};
  await hands.playground.edit(COORDINATOR, "thanks", page.id, values);
  return done(hands, "thanks", `thanks ${page.id} became ${JSON.stringify(values)}`);
};

const classChanged: Act = async (hands, random) => {
  const page = somePage(hands, "gatherings", random);
  if (page === undefined) return null;
  const when = span(Math.ceil(now(hands) / DAY) * DAY + (2 + random.below(9)) * DAY + 9 * HOUR);
  const values = oneOf<Record<string, PlainValue>>(
    [
      { when },
      { title: word(hands, "Class") },
      { came: someone(hands, random) },
      { status: "cancelled" },
      { status: "planned" },
      { interested: someone(hands, random) },
    ],
    random,
  );
  await hands.playground.edit(COORDINATOR, "gatherings", page.id, values ?? {});
  return done(hands, "gatherings", `class ${page.id} became ${JSON.stringify(values)}`);
};

const COPIED = ["roadmap", "gatherings", "thanks"] as const;

/** Somebody copies a page of one of the tables. */
const copying =
  (sources: readonly (typeof COPIED)[number][]): Act =>
  async (hands, random) => {
    const source = oneOf(sources, random) ?? "roadmap";
    const page = somePage(hands, source, random);
    if (page === undefined) return null;
    const { title, ...values } = copyOf(page);
    const id = await hands.playground.add(source, { ...values, title: `${title}${oneOf(["", " (1)"], random)}` });
    return done(hands, source, `${source} ${page.id} was copied as ${id}`);
  };

const pageCopied = copying(COPIED);

const pageTrashed: Act = async (hands, random) => {
  const source = oneOf(["roadmap", "gatherings", "thanks"] as const, random) ?? "roadmap";
  const page = somePage(hands, source, random);
  if (page === undefined) return null;
  const what = done(hands, source, `${source} ${page.id} was put into the trash`);
  await hands.playground.notionOf(COORDINATOR).pages.update({ page_id: page.id, in_trash: true });
  hands.trashed.push(page.id);
  return what;
};

const goalMade: Act = async (hands, random) => {
  const owner = someone(hands, random);
  const due = { start: addDays(localDate(now(hands), "UTC"), 20), end: null };
  await hands.playground.add("roadmap", { title: word(hands, "Goal"), owner, status: "doing", due });
  return done(hands, "roadmap", `a goal of ${owner[0]}`);
};

const classMade: Act = async (hands, random) => {
  const when = span(Math.ceil(now(hands) / DAY) * DAY + (2 + random.below(5)) * DAY + 10 * HOUR);
  const values = { title: word(hands, "Class"), when, host: someone(hands, random), status: "planned" };
  await hands.playground.add("gatherings", values);
  return done(hands, "gatherings", `a class ${JSON.stringify(when)}`);
};

/** What people do to goals, thanks and classes, each as often as it stands here. */
const EACH: readonly Act[] = [
  ...[goalChanged, goalChanged, goalChanged, thanksChanged, thanksChanged, classChanged, classChanged],
  ...[pageCopied, pageCopied, pageCopied, pageTrashed, goalMade, classMade],
];

/** The same so often that half of all that people do is done to such pages. */
export const PAGE_ACTS: readonly Act[] = [...EACH, ...EACH, ...EACH];

/** People copy goals, or classes, more often than they do anything else. */
export const GOAL_COPIES: readonly Act[] = Array.from({ length: 3 * EACH.length }, () => copying(["roadmap"]));
export const CLASS_COPIES: readonly Act[] = Array.from({ length: 3 * EACH.length }, () => copying(["gatherings"]));
