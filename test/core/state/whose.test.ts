import { describe, expect, test } from "vitest";
import { addressKey, isSameAddress, parseAddress } from "../../../src/core/domain/values/address.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { withFormer } from "../../../src/core/state/personal/identity.ts";
import { personByEmail, snapshotOf } from "../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, aSnapshot, at, settled } from "../../world/builders.ts";

describe("an address as people write it", () => {
  test.each([
    ["ana@example.org", "ana@example.org"],
    ["  Ana@Example.ORG ", "ana@example.org"],
    ["mailto:ana@example.org", "ana@example.org"],
    ["Ana Petrova <ana@example.org>", "ana@example.org"],
    ["<ana@example.org>,", "ana@example.org"],
    ["ana@example.org.", "ana@example.org"],
    ["\ufeffana@exam\u00adple.org\u00a0", "ana@example.org"],
    ["ana＠example.org", "ana@example.org"],
    ["ана@пример.рф", "ана@пример.рф"],
    ["ana@пример.рф", "ana@пример.рф"],
    ["ana+krug_2@mail.example.co.uk", "ana+krug_2@mail.example.co.uk"],
    ["o'hara@example.org", "o'hara@example.org"],
  ])("%j is understood", (written, email) => {
    expect(parseAddress(written)).toEqual({ email, problem: null });
  });

  test.each([
    "",
    "ana",
    "ana@",
    "@example.org",
    "ana@example",
    "a@b..c",
    "a..b@example.org",
    ".ana@example.org",
    "ana.@example.org",
    "ana@.example.org",
    "ana @example.org",
    "ana@exam ple.org",
    "ana@example.org boris@example.org",
    "ana@example.org, boris@example.org",
    "Ana <ana@example.org> or Boris <boris@example.org>",
    "ana@@example.org",
    "ana@-example.org",
    "ana@127.0.0.1",
    `${"a".repeat(300)}@example.org`,
  ])("%j is none", written => {
    expect(parseAddress(written).problem?.code).toBe("bad_email");
  });

  test.each(["аna@example.org", "ana@exаmple.org", "ana@example.оrg", "αna@example.org", "ana.pеtrova@example.org"])(
    "%j mixes letters that look alike",
    written => {
      expect(parseAddress(written).problem?.code).toBe("email_mixed_scripts");
    },
  );

  test("is one mailbox in every spelling Google gives it, and no other's", () => {
    expect(isSameAddress("Ana.Petrova@googlemail.com", "anapetrova@gmail.com")).toBe(true);
    expect(isSameAddress("ana.petrova@example.org", "anapetrova@example.org")).toBe(false);
    expect(isSameAddress("ana+a@gmail.com", "ana+b@gmail.com")).toBe(false);
  });
});

const THURSDAY = at("2027-01-07T08:00:00Z");

describe("changing addresses", () => {
  test("after an upgrade is known of meetings agreed on before it", () => {
    const rows = [aProgramme({ format: "pair" }), aPerson("Ana"), aPerson("Boris")];
    const { mirror } = settled(aMirror(rows), THURSDAY);
    const withoutRecord = <T extends { base: { invitedAs?: unknown } }>({ ...one }: T): T => {
      const { invitedAs: _, ...base } = one.base;
      return { ...one, base };
    };
    const old: Mirror = { ...mirror, links: mirror.links.map(withoutRecord), series: mirror.series.map(withoutRecord) };
    const upgraded = settled(old, THURSDAY);
    expect(new Set(upgraded.done.map(command => command.kind))).toEqual(new Set(["save_link"]));
    expect(upgraded.mirror.links.map(link => link.base.invitedAs)).toEqual(
      mirror.links.map(link => link.base.invitedAs),
    );
  });

  test("the former addresses of somebody are theirs for erasing, but for those another page has now", () => {
    const [ana, boris] = [
      aPerson("Ana", { email: "new@example.org" }),
      aPerson("Boris", { email: "taken@example.org" }),
    ];
    const person = { pageIds: [ana.id], emails: ["new@example.org"], names: ["Ana"] };
    const records = [
      { "old@example.org": ana.id, "taken@example.org": ana.id, "boris@example.org": boris.id },
      undefined,
    ];
    expect(withFormer(person, aSnapshot([ana, boris]).addresses, records).emails).toEqual([
      "new@example.org",
      "old@example.org",
    ]);
  });

  test("an address two people were invited under is nobody's once it is on no page", () => {
    const [ana, boris] = [aPerson("Ana"), aPerson("Boris")];
    const { mirror } = settled(aMirror([aProgramme({ format: "pair" }), ana, boris]), THURSDAY);
    const link = mirror.links[0]!;
    const shared = (id: string, sessionId: string) => ({
      ...link,
      sessionId,
      base: { ...link.base, invitedAs: { ...link.base.invitedAs, "desk@example.org": id } },
    });
    const alone = snapshotOf({ ...mirror, links: [shared(ana.id, link.sessionId)] });
    expect(personByEmail(alone, "desk@example.org")?.id).toBe(ana.id);
    const both = snapshotOf({ ...mirror, links: [shared(ana.id, link.sessionId), shared(boris.id, anId("other"))] });
    expect(personByEmail(both, "desk@example.org")).toBeNull();
    expect(addressKey("Desk@Example.org")).toBe("desk@example.org");
  });
});
