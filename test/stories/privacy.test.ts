import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { questionId, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { livePrivately, type PrivateLife } from "../world/privateLife.ts";
import { privacyTable, ROLES, type Role, type Views, viewsOf } from "./privacyTable.ts";

/** How each datum of the table is recognised: by the word Ana left in it, or by how it reads. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  Name: /\bAna\b/,
  "E-mail address": /ana@example\.org/,
  "Other e-mail addresses": /zzother/i,
  "Team, level, hours, consent and what else stands on a person's page": /zzteam/i,
  "Skills offered and sought": /zzoffer|zzseek/i,
  "Goal: title, next step and help wanted": /zzgoal|zzstep|zzaid/i,
  "Goal: how it is measured": /zzmeasure/i,
  "Goal that was reached: title": /zzreached/i,
  "Confidential goal: title, next step, skill": /zzhidden/i,
  "Needs form: wishes, “not with”": /zzwish|zznot\b/i,
  "Standing form: the quiet word": /zzword/i,
  "Self-assessment: a person's answers": new RegExp(`${questionId(skillQuestionKey("Zzoffer"))}":[{[]`),
  "Session feedback: what a person was advised": /zzrecommended/i,
  "Session feedback: whom they thank, and for what": /zzthanks\b/i,
  "Thanks in Notion: what for": /zzthankyou/i,
  "Pulse: texts": /zzpulse/i,
  "Session: questions": /zzquestion/i,
  "Session: notes": /zznotes/i,
  "Session: agreed next steps": /zzagreed/i,
  "Who declined a session": /No: Ana|ana@example\.org","responseStatus":"declined"|"reply":"declined"/,
  "Help board: a question": /zzhelp/i,
  "Help board: what a comment says": /zzcomment/i,
  "Answers: an answer in writing": /zzanswer/i,
  "Guides: one that was added": /zzguide/i,
  "Aims: title": /zzaim/i,
  "The page of a meeting: what Krug writes on it": /How the \d+ minutes may go|Krug keeps this box/,
  "Address of a programme's chat": /zzchat/i,
  "Whether a group meets": /"health":"(new|scheduled|met|moving|stuck)"/,
  "Who meets whom in the programme: groups and sessions": /\bAna (&|&amp;) \w+/,
  "Picture of who has met whom": /class="met"/,
  "Letter to one person": /Hello Nina/,
  "Who was left out, and why": /Gleb takes no sessions/,
  "Who did not come though expected": /Ana, .{1,60}: was expected/,
  Insights: /goal_reached|A goal is reached/,
  "Public figures, with their n": /satisf/i,
  "Figures of fewer than four people": /usefulness/i,
  "What a run did: counts, failures": /landedBetween/,
  "What stands in people's own calendars": /zzbusy/i,
};

describe("who sees what", () => {
  let life: PrivateLife;
  let views: Views;
  beforeAll(async () => {
    life = await livePrivately();
    views = await viewsOf(life);
  });
  const table = privacyTable(readFileSync(join(import.meta.dirname, "../../docs/privacy.md"), "utf8"));
  const found = (sign: RegExp, role: Role) =>
    [...views[role]]
      .filter(([, text]) => sign.test(text))
      .map(([place]) => place)
      .sort();

  test("every datum of the table is looked for, and each datum looked for is in the table", () => {
    expect([...table.keys()]).toEqual(Object.keys(SIGNS));
  });

  test.each(Object.entries(SIGNS))(
    "%s: each role finds it where docs/privacy.md says, and nowhere else",
    (datum, sign) => {
      const seen = Object.fromEntries(ROLES.map(role => [role, found(sign, role)]));
      expect(seen).toEqual(table.get(datum));
    },
  );
});
