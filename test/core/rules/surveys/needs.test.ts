import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/core/domain/values/language.ts";
import { parseAnswer } from "../../../../src/core/rules/surveys/answers.ts";
import { formSpec, questionsOf } from "../../../../src/core/rules/surveys/form.ts";
import { needsOf } from "../../../../src/core/rules/surveys/needs.ts";
import { participants, type Snapshot } from "../../../../src/core/state/snapshot.ts";
import { anId, aPerson, aProgramme, aSnapshot, on, programmeOf } from "../../../world/builders.ts";
import { aNeedsAnswer, type SaidNeeds } from "../../../world/needsAnswer.ts";

const responded = (said: SaidNeeds, email?: string, submittedAt?: string, responseId?: string) =>
  aNeedsAnswer(said, { email, submittedAt, responseId });
const parsed = (said: SaidNeeds) => parseAnswer("needs", responded(said).response);

describe("an answer about needs", () => {
  it("lists skills and names however they were separated, each once", () => {
    const { value, problems } = parsed({
      offers: "- Testing\n- testing ;  Public  speaking.",
      seeks: "1. Architecture, 2) SQL",
      wishes: "Boris\n\n• Carla Ivanova",
    });
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      takesPart: true,
      offers: ["Testing", "Public speaking"],
      seeks: ["Architecture", "SQL"],
      wishes: ["Boris", "Carla Ivanova"],
      notWith: null,
      style: null,
    });
  });

  it.each(LANGUAGES)("is understood in %s", language => {
    const asked = questionsOf(formSpec("needs", { name: "P", language }, [], "Ana"));
    const label = (key: string, option: string) => {
      const answer = asked.find(question => question.key === key)?.answer;
      return answer?.type === "choice" ? (answer.options.find(one => one.key === option)?.label ?? "") : "";
    };
    const { value } = parsed({ takesPart: label("takesPart", "no"), style: label("style", "examples").toUpperCase() });
    expect([value?.takesPart, value?.style]).toEqual([false, "examples"]);
  });

  it("with a level of 9 keeps everything but the level, and says so", () => {
    const { value, problems } = parsed({ level: "9", seeks: "SQL" });
    expect([value?.level, value?.seeks]).toEqual([null, ["SQL"]]);
    expect(problems).toEqual([{ code: "answer_out_of_range", question: "level", value: "9" }]);
  });
});

describe("a name", () => {
  const people = [
    aPerson("ana", { name: "Ana Petrova", otherEmails: "ap@home.example" }),
    aPerson("anna", { name: "Анна Ёлкина" }),
    aPerson("boris", { name: "Boris O’Neil" }),
    aPerson("boris2", { name: "Boris Stone", email: "stone@example.org" }),
    aPerson("same1", { name: "Ivan Ivanov", email: "i1@example.org" }),
    aPerson("same2", { name: "Ivan Ivanov", email: "i2@example.org" }),
    aPerson("vera", { name: "Vera Vogel" }),
  ];
  const read = (text: string) => {
    const responses = [responded({ wishes: text }, "vera@example.org")];
    const said = needsOf(aSnapshot([aProgramme(), ...people], { responses }), programmeOf(aProgramme()));
    return { ids: said.wishes.get(anId("vera")) ?? [], unread: said.unreadNames.get(anId("vera")) ?? 0 };
  };

  it.each([
    ["Ana Petrova", ["ana"]],
    ["petrova  ANA", ["ana"]],
    ["ana", ["ana"]],
    ["Petrova", ["ana"]],
    ["Ana P.", ["ana"]],
    ["AP@home.example", ["ana"]],
    ["Ana <ana@example.org>", ["ana"]],
    ["анна елкина", ["anna"]],
    ["Boris O'Neil", ["boris"]],
    ["B. Stone", ["boris2"]],
    ["Ana and Boris Stone", ["ana", "boris2"]],
    ["i2@example.org", ["same2"]],
  ])("“%s” is read as %j", (text, ids) => {
    expect(read(text)).toEqual({ ids: ids.map(anId), unread: 0 });
  });

  it.each(["Boris", "Ivan Ivanov", "Nobody Known", "A.", "Ana Stone", "x@else.example", "?"])(
    "“%s” means nobody, or more than one, and is not guessed",
    text => {
      expect(read(text)).toEqual({ ids: [], unread: 1 });
    },
  );
});

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid"];
const world = (responses: ReturnType<typeof responded>[], more: Parameters<typeof aPerson>[1] = {}): Snapshot =>
  aSnapshot([aProgramme(), ...NAMES.map(name => aPerson(name, name === "Ana" ? more : {}))], { responses });
const needs = (...responses: ReturnType<typeof responded>[]) => needsOf(world(responses), programmeOf(aProgramme()));
const ids = (...names: string[]) => names.map(anId);

describe("wishes and “not with”", () => {
  it("of seven names the first three that mean somebody count; one's own name and repetitions do not", () => {
    const { wishes, unreadNames } = needs(responded({ wishes: "Ana, Boris, boris, Zoe, Carla, Dan, Eva, Farid" }));
    expect(wishes.get(anId("Ana"))).toEqual(ids("Boris", "Carla", "Dan"));
    expect([...unreadNames]).toEqual([[anId("Ana"), 1]]);
  });

  it("of more than three people one would rather not meet, the first three count, both ways", () => {
    const { apart } = needs(responded({ notWith: "Boris\nCarla\nDan\nEva" }));
    expect(NAMES.filter(name => apart(anId("Ana"), anId(name)))).toEqual(["Boris", "Carla", "Dan"]);
    expect(NAMES.filter(name => apart(anId(name), anId("Ana")))).toEqual(["Boris", "Carla", "Dan"]);
    expect(apart(anId("Boris"), anId("Carla"))).toBe(false);
  });

  it("of a name in both, only “not with” counts", () => {
    const found = needs(responded({ wishes: "Boris, Carla", notWith: "boris" }));
    expect(found.wishes.get(anId("Ana"))).toEqual(ids("Carla"));
    expect(found.apart(anId("Ana"), anId("Boris"))).toBe(true);
  });

  it("an answer given again replaces the one before", () => {
    const found = needs(
      responded({ notWith: "Boris" }),
      responded({ notWith: "Carla" }, "ana@example.org", "2027-01-09T10:00:00Z", "later"),
    );
    expect(found.apart(anId("Ana"), anId("Boris"))).toBe(false);
    expect(found.apart(anId("Ana"), anId("Carla"))).toBe(true);
  });

  it("a level of 9 is counted among the answers that could not be understood", () => {
    expect([...needs(responded({ level: "9" })).unread]).toEqual([["level", 1]]);
  });

  it("left blank later stay; a dash takes them back", () => {
    const later = { email: "ana@example.org", submittedAt: "2027-01-09T10:00:00Z", responseId: "later" };
    const isKept = (notWith: string) =>
      needs(responded({ notWith: "Boris" }), aNeedsAnswer({ notWith }, later)).apart(anId("Ana"), anId("Boris"));
    expect([isKept(""), isKept("-"), isKept(" — ")]).toEqual([true, false, false]);
  });

  it("of strangers count for nothing", () => {
    const found = needs(responded({ notWith: "Boris" }, "who@else.example"));
    expect([found.answers.size, found.strangers]).toEqual([0, ["who@else.example"]]);
    expect(found.apart(anId("Ana"), anId("Boris"))).toBe(false);
  });
});

describe("who answers “not now”", () => {
  const here = (snapshot: Snapshot) => participants(snapshot, anId("programme")).map(person => person.name);
  const no = { takesPart: "Not now" };

  it("takes no part, though a day of consent stands on their page", () => {
    expect(here(world([responded(no)], { consent: on("2027-01-01") }))).not.toContain("Ana");
  });

  it("takes part again after another answer, or when a later day is entered", () => {
    const again = responded({}, "ana@example.org", "2027-01-05T10:00:00Z", "later");
    expect(here(world([responded(no), again], { consent: on("2027-01-01") }))).toContain("Ana");
    expect(here(world([responded(no)], { consent: on("2027-01-03") }))).toContain("Ana");
  });
});
