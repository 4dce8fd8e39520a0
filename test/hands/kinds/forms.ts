import { expect } from "vitest";
import { questionId } from "../../../src/core/rules/surveys/form.ts";
import type { FormRecord } from "../../simulators/google/forms/model.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readPage, readTable } from "../../world/tables.ts";
import type { Kind } from "../scenario.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const FRIDAY = THURSDAY + DAY;
const SURVEYED = { programme: { feedbackOnly: false } };

const formsOf = ({ playground }: PairWorld): FormRecord[] => [...playground.google.state.forms.values()];

function theForm(world: PairWorld, key: string): FormRecord {
  const found = formsOf(world).find(form =>
    form.items.some(item => item.questionItem?.question.questionId === questionId(key)),
  );
  if (found === undefined) throw new Error(`no form asks for ${key}`);
  return found;
}

/** Somebody opens a form by its link, signed in where an address is given, and answers it. */
function answer(world: PairWorld, key: string, value: string, email?: string): void {
  const answers: Record<string, string[]> = { [questionId(key)]: [value] };
  if (key === "satisfaction") answers[questionId("supported")] = ["4"];
  world.playground.google.submitForm(theForm(world, key).id, { respondentEmail: email, answers });
}

const firstOption = (world: PairWorld, key: string) =>
  theForm(world, key).items.find(item => item.questionItem?.question.questionId === questionId(key))?.questionItem
    ?.question.choiceQuestion?.options[0]?.value ?? "";

const joins = (world: PairWorld, email: string) => answer(world, "takesPart", firstOption(world, "takesPart"), email);

const openTo = (world: PairWorld) =>
  formsOf(world).map(form =>
    [...form.permissions.values()]
      .filter(one => one.view === "published")
      .map(one => one.domain ?? one.type)
      .join(),
  );

const surveysSay = async ({ playground }: PairWorld) =>
  (await readTable(playground, "surveys")).map(row => String(row.values.krugSays ?? "")).join("\n");

const firstLine = (form: FormRecord) => form.info.description?.split("\n")[0] ?? "";

/** Nothing is left to do, and nobody was mailed since the last time this was asked. */
async function isQuiet(world: PairWorld, at: number): Promise<void> {
  const outcome = await world.runAt(at);
  expect(outcome.failed).toEqual([]);
  expect(outcome.done).toEqual({});
  expect(world.newMails()).toEqual([]);
}

async function oneOrganisation(): Promise<void> {
  const world = await openPairWorld(SURVEYED);
  expect(new Set(openTo(world))).toEqual(new Set(["example.org"]));
  world.playground.google.addAccount({ email: "passer@elsewhere.example" });
  expect(() => joins(world, "passer@elsewhere.example")).toThrow("may not answer");
  joins(world, "ana@example.org");
  expect(firstLine(theForm(world, "satisfaction"))).toContain("sign in");
  expect(firstLine(theForm(world, "satisfaction"))).toContain("example.org");
  expect(() => answer(world, "satisfaction", "4")).toThrow("sign in");
  answer(world, "satisfaction", "4", "ana@example.org");
  const answers = [...theForm(world, "satisfaction").responses.values()];
  expect(answers.map(one => one.respondentEmail)).toEqual([null]);
  await world.runAt(THURSDAY + 5 * MINUTE);
  expect(await surveysSay(world)).not.toContain("may not be able to answer");
  await isQuiet(world, THURSDAY + 6 * MINUTE);
}

async function fromOutside(): Promise<void> {
  const world = await openPairWorld(SURVEYED);
  const email = "nora@partner.example";
  world.playground.google.addAccount({ email });
  expect(() => joins(world, email)).toThrow("may not answer");
  await world.playground.add("people", {
    name: "Nora",
    email,
    zone: "Europe/Berlin",
    hours: "9-17",
    programmes: [world.ids.programme ?? ""],
    consent: { start: "2027-01-01", end: null },
  });
  await world.runAt(THURSDAY + 5 * MINUTE);
  world.newMails();
  expect(openTo(world).every(one => one.includes("anyone"))).toBe(true);
  joins(world, email);
  expect(firstLine(theForm(world, "satisfaction"))).not.toContain("sign in");
  answer(world, "satisfaction", "4");
  await world.runAt(THURSDAY + 6 * MINUTE);
  world.newMails();
  await isQuiet(world, THURSDAY + 7 * MINUTE);
}

async function tickedForAnyone(): Promise<void> {
  const world = await openPairWorld(SURVEYED);
  await world.edit("programmes", world.ids.programme ?? "", { formsForAnyone: true });
  await world.runAt(THURSDAY + 5 * MINUTE);
  expect(world.newMails()).toEqual([]);
  answer(world, "satisfaction", "4");
  expect(firstLine(theForm(world, "satisfaction"))).not.toContain("sign in");
  await world.runAt(THURSDAY + 6 * MINUTE);
  await isQuiet(world, THURSDAY + 7 * MINUTE);
}

async function consumerAddresses(): Promise<void> {
  const world = await openPairWorld({ ...SURVEYED, others: [] });
  for (const name of ["ana", "boris"]) {
    world.playground.google.addAccount({ email: `${name}@gmail.com` });
    await world.edit("people", world.ids[name] ?? "", { email: `${name}@gmail.com` });
  }
  await world.runAt(THURSDAY + 5 * MINUTE);
  joins(world, "ana@gmail.com");
  expect(openTo(world).every(one => one.includes("anyone"))).toBe(true);
}

async function takeAway(world: PairWorld): Promise<void> {
  const drive = world.playground.driveOf(COORDINATOR);
  for (const { id: fileId } of formsOf(world)) {
    const { data } = await drive.permissions.list({ fileId, includePermissionsForView: "published", fields: "*" });
    for (const one of data.permissions ?? [])
      if (one.view === "published") await drive.permissions.delete({ fileId, permissionId: one.id ?? "" });
  }
}

async function takenAwayTwice(): Promise<void> {
  const world = await openPairWorld();
  await takeAway(world);
  expect(() => joins(world, "ana@example.org")).toThrow("may not answer");
  await world.runAt(FRIDAY);
  joins(world, "ana@example.org");
  expect(await surveysSay(world)).not.toContain("took away");
  await takeAway(world);
  await world.runAt(FRIDAY + DAY);
  expect(openTo(world).join("")).toBe("");
  expect(await surveysSay(world)).toContain("took away the access");
  world.newMails();
  await isQuiet(world, FRIDAY + DAY + MINUTE);
  await world.runAt(FRIDAY + 2 * DAY);
  expect(openTo(world).join("")).toBe("");
}

async function organisationForbids(): Promise<void> {
  const world = await openPairWorld();
  const { google } = world.playground;
  google.switches.sharingOutside = false;
  await world.edit("programmes", world.ids.programme ?? "", { formsForAnyone: true });
  await world.runAt(THURSDAY + 5 * MINUTE);
  // Who is of the organisation can still answer: nothing is taken away for what was refused.
  expect(new Set(openTo(world))).toEqual(new Set(["example.org"]));
  joins(world, "ana@example.org");
  await world.runAt(THURSDAY + 6 * MINUTE);
  expect(await surveysSay(world)).toContain("Google does not let Krug open it");
  expect(await surveysSay(world)).toContain("By hand: open https://docs.google.com/forms/d/");
  world.newMails();
  await isQuiet(world, THURSDAY + 7 * MINUTE);
  google.switches.sharingOutside = true;
  await world.runAt(FRIDAY);
  expect(openTo(world).every(one => one.includes("anyone"))).toBe(true);
  expect(await surveysSay(world)).not.toContain("By hand");
}

async function scopeIsMissing(): Promise<void> {
  const world = await openPairWorld();
  const { google } = world.playground;
  // The forms are as 0.3.0 left them: published, and open for nobody.
  await takeAway(world);
  await world.database.prepare("UPDATE forms SET access = NULL").run();
  const grants = [...google.state.refreshGrants.values()];
  const drive = "https://www.googleapis.com/auth/drive.file";
  for (const grant of grants) grant.scopes.delete(drive);
  for (const bearer of google.state.bearers.values()) if (!bearer.person) bearer.scopes.delete(drive);
  const [before] = await world.live();
  const outcome = await world.runAt(FRIDAY);
  expect(outcome.failed).toEqual([]);
  expect((await world.live())[0]?.id).toBe(before?.id);
  expect(await surveysSay(world)).toContain("drive.file");
  world.newMails();
  await isQuiet(world, FRIDAY + MINUTE);
  for (const grant of grants) grant.scopes.add(drive);
  for (const bearer of google.state.bearers.values()) if (!bearer.person) bearer.scopes.add(drive);
  await world.runAt(FRIDAY + DAY);
  joins(world, "ana@example.org");
  expect(await surveysSay(world)).not.toContain("drive.file");
}

async function madeByAnother(): Promise<void> {
  const world = await openPairWorld();
  await takeAway(world);
  await world.database.prepare("UPDATE forms SET access = NULL").run();
  for (const form of formsOf(world)) form.isMadeByApp = false;
  const outcome = await world.runAt(FRIDAY);
  expect(outcome.failed).toEqual([]);
  expect(await surveysSay(world)).toContain("this one was made under another");
  world.newMails();
  await isQuiet(world, FRIDAY + MINUTE);
  // By hand, as the page says. Krug can't see it: what it says is to be done is done.
  const requestBody = { role: "reader", view: "published", type: "domain", domain: "example.org" };
  for (const { id } of formsOf(world))
    await world.playground.driveOf(COORDINATOR).permissions.create({ fileId: id, requestBody });
  joins(world, "ana@example.org");
  expect((await world.runAt(FRIDAY + 2 * MINUTE)).failed).toEqual([]);
}

async function fromBeforePublishing(): Promise<void> {
  const world = await openPairWorld();
  await takeAway(world);
  for (const form of formsOf(world)) form.publishState = null;
  joins(world, "ana@example.org");
  await world.runAt(FRIDAY);
  expect(openTo(world).join("")).toBe("");
  expect(await surveysSay(world)).not.toContain("may not be able to answer");
  world.newMails();
  await isQuiet(world, FRIDAY + MINUTE);
}

async function nameOfTwoLines(): Promise<void> {
  const name = `Pairs\nfor\u2028${"everybody ".repeat(80)}`;
  const world = await openPairWorld({ programme: { feedbackOnly: false, name } });
  expect(formsOf(world)).not.toEqual([]);
  for (const form of formsOf(world)) {
    expect(form.publishState?.isPublished).toBe(true);
    expect(form.info.title).toMatch(/^[^\n\u2028]*Pairs for everybody/);
  }
  joins(world, "ana@example.org");
  await world.runAt(THURSDAY + 5 * MINUTE);
  await isQuiet(world, THURSDAY + 6 * MINUTE);
}

/** Whoever edits the forms has each collect addresses otherwise, or empties what it says of itself; Krug looks once a day. */
async function unlikeItsWords(edit: (form: FormRecord) => void): Promise<void> {
  const world = await openPairWorld(SURVEYED);
  const words = () => formsOf(world).map(({ settings, info }) => [settings, info.description]);
  const before = words();
  for (const day of [1, 2]) {
    for (const form of formsOf(world)) {
      edit(form);
      form.revisionId += "x";
    }
    expect(words()).not.toEqual(before);
    expect((await world.runAt(THURSDAY + day * DAY)).failed).toEqual([]);
    expect(words()).toEqual(before);
    await isQuiet(world, THURSDAY + day * DAY + MINUTE);
  }
}

async function answeredWithoutAnAddress(): Promise<void> {
  const world = await openPairWorld(SURVEYED);
  const ana = world.ids.ana ?? "";
  await world.edit("people", ana, { offers: [] });
  await world.runAt(THURSDAY + MINUTE);
  const says = async () => (await readPage(world.playground, "programmes", world.ids.programme ?? ""))?.values.krugSays;
  const offers = async () => (await readPage(world.playground, "people", ana))?.values.offers;
  const takesPart = () => {
    const answers = {
      [questionId("takesPart")]: [firstOption(world, "takesPart")],
      [questionId("offers")]: ["Testing"],
    };
    world.playground.google.submitForm(theForm(world, "takesPart").id, { respondentEmail: "ana@example.org", answers });
  };
  for (const key of ["takesPart", "standing"]) theForm(world, key).settings = { emailCollectionType: "DO_NOT_COLLECT" };
  takesPart();
  answer(world, "standing", firstOption(world, "standing"), "ana@example.org");
  world.newMails();
  await world.runAt(THURSDAY + 5 * MINUTE);
  expect(await says()).toMatch(/^2 answers to “Needs” and “Standing form” came without an e-mail address/m);
  expect(await offers()).toEqual([]);
  await isQuiet(world, THURSDAY + 6 * MINUTE);
  for (const form of formsOf(world)) form.revisionId += "x";
  await world.runAt(FRIDAY);
  takesPart();
  await world.runAt(FRIDAY + 5 * MINUTE);
  expect(await offers()).toEqual(["Testing"]);
  expect(await says()).toContain("came without an e-mail address");
  await world.runAt(THURSDAY + 15 * DAY);
  expect(await says()).not.toContain("address");
}

export const forms: Kind = {
  name: "forms",
  title: "People can open their forms",
  rule: "A form can be answered by those it asks; where that can't be so, somebody is told what to do.",
  scenarios: [
    {
      act: "A programme's people all have addresses of one organisation",
      outcome:
        "its people can answer, others can't; the anonymous form's first line says that Google asks for a sign-in, and no address is kept",
      play: oneOrganisation,
    },
    {
      act: "Somebody with an address of another domain joins",
      outcome: "the forms are opened for anyone with the link, and nobody is asked to sign in for the anonymous one",
      play: fromOutside,
    },
    {
      act: "Tick *Forms for anyone* on the programme's page",
      outcome: "the forms are opened for anyone with the link",
      play: tickedForAnyone,
    },
    {
      act: "A programme's people have addresses at a provider like gmail.com",
      outcome: "the forms are opened for anyone with the link: an address there says nothing of an organisation",
      play: consumerAddresses,
    },
    {
      act: "Take away the access to the forms in Drive, twice",
      outcome: "it is put back once; after the second time it stays away and the surveys' pages say so",
      play: takenAwayTwice,
    },
    {
      act: "The organisation forbids to share outside",
      outcome: "the surveys' pages say what to do by hand; once it is allowed the forms are opened the next day",
      play: organisationForbids,
    },
    {
      act: "The sign-in has no right to Drive, and forms of an earlier version are open for nobody",
      outcome: "all else goes on, the surveys' pages name the right; once it is given the forms are opened",
      play: scopeIsMissing,
    },
    {
      act: "Krug signs in anew with another client, to which Drive does not show the forms made before",
      outcome: "the surveys' pages tell the steps by hand, and those work",
      play: madeByAnother,
    },
    {
      act: "A form is from before Google kept apart who may answer",
      outcome: "whoever has its link answers as before, and nothing is given or told",
      play: fromBeforePublishing,
    },
    {
      act: "Have the open forms collect e-mail addresses which promise to collect none, and none those which need them",
      outcome: "the next day each asks as it should again, and so every day it is changed; nobody is mailed",
      play: () =>
        unlikeItsWords(form => {
          const isVerified = form.settings.emailCollectionType === "VERIFIED";
          form.settings = { ...form.settings, emailCollectionType: isVerified ? "DO_NOT_COLLECT" : "VERIFIED" };
        }),
    },
    {
      act: "Have the forms that need addresses collect none; somebody answers them, and answers once more when they ask for an address again",
      outcome:
        "the programme's page says which forms brought answers that are nobody's and lead to nothing, for two weeks; the answer with an address counts; nobody is mailed",
      play: answeredWithoutAnAddress,
    },
    {
      act: "Empty the descriptions of the open forms, in which it stands who can read the answers",
      outcome: "the next day they are written anew, and so every day they are emptied; nobody is mailed",
      play: () =>
        unlikeItsWords(form => {
          form.info = { ...form.info, description: "" };
        }),
    },
    {
      act: "Name a programme over several lines, at great length",
      outcome: "its forms are made and opened, with the name on one line and cut",
      play: nameOfTwoLines,
    },
  ],
};
