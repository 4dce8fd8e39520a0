import { describe, expect, test } from "vitest";
import type { Command, CommandOf } from "../../../src/core/domain/command.ts";
import { applied } from "../../../src/core/state/apply.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import {
  aDraft,
  aLink,
  aMirror,
  anEvent,
  aPair,
  aProgramme,
  aSession,
  MONDAY,
  plannedId,
  sessionOf,
} from "../../world/builders.ts";

const pair = aPair(["Ana", "Boris"]);
const page = aSession(pair);
const draft = aDraft();
const link = aLink(sessionOf(page), draft);
const world = aMirror([aProgramme(), pair, page], { events: [anEvent(link, draft)], links: [link] });

const doing = (mirror: Mirror, ...commands: Command[]) => applied(mirror, commands, MONDAY);
const cancelled: Command = {
  kind: "cancel_event",
  key: "cancel",
  etag: "",
  mailed: [],
  link: { ...link, base: { ...link.base, isCancelled: true } },
};

describe("once it was carried out", () => {
  test("a cancelled meeting is off in the calendar, and both sides agree that it is", () => {
    const { events, links } = doing(world, cancelled);
    expect(events).toMatchObject([{ id: link.eventId, isCancelled: true, title: draft.title }]);
    expect(links).toMatchObject([{ sessionId: page.id, base: { isCancelled: true } }]);
  });

  test("a page that is made has the id its key foretells, and is Krug's", () => {
    const made: CommandOf<"create_page"> = { kind: "create_page", key: "k", source: "groups", values: { name: "New" } };
    expect(doing(world, made).rows.at(-1)).toMatchObject({
      id: plannedId(made),
      source: "groups",
      values: { name: "New" },
      createdBy: "krug",
    });
    const trashed: Command = { kind: "trash_page", key: "t", source: "sessions", pageId: page.id };
    expect(doing(world, trashed).rows).toEqual(world.rows.filter(row => row.id !== page.id));
  });

  test("a programme has one form of a kind: the one that is made takes the place of the former, and only it is changed and opened", () => {
    const form = { programmeId: "p", formKind: "needs" } as const;
    const made: Command[] = ["first", "second"].map(key => ({ kind: "create_form", key, ...form, replaces: null }));
    const change: Command = { kind: "change_form", key: "c", ...form, formId: "second", skills: ["Testing"] };
    const open: Command = {
      kind: "open_form",
      key: "o",
      ...form,
      formId: "second",
      responders: { type: "anyone" },
      on: "2027-01-11",
    };
    const forms = doing(world, ...made, change, open).forms;
    expect(forms).toMatchObject([{ formId: "second", skills: ["Testing"], access: { state: "open" } }]);
    const ofFormer = { ...change, formId: "first" };
    expect(doing(world, ...made, ofFormer).forms).toMatchObject([{ formId: "second", skills: [] }]);
  });

  test("what was said is acted on, whatever was done for it, and a comment changes nothing else", () => {
    const act = { cause: "ask", said: "told", at: MONDAY };
    const comment: Command = { kind: "comment", key: "c", pageId: page.id, text: "Hello", acts: [act] };
    expect(doing(world, comment)).toEqual({ ...world, actedOn: [act] });
    expect(doing(world, { kind: "note_acted", key: "n", acts: [act] })).toEqual({ ...world, actedOn: [act] });
  });

  test("what there was is left as it was: the mirror that was given is not touched", () => {
    const before = structuredClone(world);
    doing(world, cancelled, {
      kind: "update_page",
      key: "u",
      source: "sessions",
      pageId: page.id,
      values: { title: "" },
    });
    expect(world).toEqual(before);
  });
});
