import { describe, expect, test } from "vitest";
import { aGoogle, appOf, clientsWith, failureOf, lineTo, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const DAN = "dan@theirs.example";
const ANYONE = { role: "reader", view: "published", type: "anyone" };
const OURS = { role: "reader", view: "published", type: "domain", domain: "ours.example" };
const LISTED = { includePermissionsForView: "published", fields: "permissions(id,type,role,view,domain)" };

async function openForm(isPublished = true) {
  const sim = aGoogle();
  const app = appOf(sim, ANN);
  const { data } = await app.forms.forms.create({ requestBody: { info: { title: "How was it?" } } });
  const formId = data.formId!;
  const publishState = { isPublished, isAcceptingResponses: isPublished };
  await app.forms.forms.setPublishSettings({ formId, requestBody: { publishSettings: { publishState } } });
  const give = (requestBody: object, more = {}) =>
    app.drive.permissions.create({ fileId: formId, requestBody, ...more });
  const list = async (more: object = LISTED) =>
    (await app.drive.permissions.list({ fileId: formId, ...more })).data.permissions ?? [];
  const submit = (respondentEmail?: string) => sim.submitForm(formId, { respondentEmail, answers: {} });
  return { sim, app, formId, give, list, submit };
}

describe("who may answer a form", () => {
  test("is nobody but its owner when it is published, and nobody at all when it is shared and not published", async () => {
    const { submit } = await openForm();
    expect(() => submit(BOB)).toThrow("may not answer");
    expect(() => submit()).toThrow("sign in");
    submit(ANN);
    const unpublished = await openForm(false);
    await unpublished.give(ANYONE);
    expect(() => unpublished.submit(BOB)).toThrow("not published");
  });

  test("is whoever has the link, signed in or not, once anyone may", async () => {
    const { give, submit } = await openForm();
    await give(ANYONE);
    submit();
    submit(DAN);
  });

  test("is who is signed in to an account of the domain, once its people may", async () => {
    const { give, submit } = await openForm();
    await give(OURS);
    submit(BOB);
    expect(() => submit(DAN)).toThrow("may not answer");
    expect(() => submit("nobody@ours.example")).toThrow("may not answer");
    expect(() => submit()).toThrow("sign in");
  });

  test("is one person, who is told by mail unless that is said not to be", async () => {
    const { sim, give, submit } = await openForm();
    await give(
      { role: "reader", view: "published", type: "user", emailAddress: DAN },
      { sendNotificationEmail: false },
    );
    expect(sim.outbox).toEqual([]);
    submit(DAN);
    expect(() => submit(BOB)).toThrow("may not answer");
    await give({ role: "reader", view: "published", type: "user", emailAddress: BOB });
    expect(sim.outbox.map(({ kind, to }) => [kind, to])).toEqual([["sharing", BOB]]);
  });

  test("is everybody with the link of a form from before publishing had settings", async () => {
    const { sim, formId, submit } = await openForm();
    sim.state.forms.get(formId)!.publishState = null;
    submit();
  });

  test("ends when the permission is deleted", async () => {
    const { app, formId, give, list, submit } = await openForm();
    await give(ANYONE);
    const [, given] = await list();
    const at = { fileId: formId, permissionId: given!.id! };
    await app.drive.permissions.delete(at);
    expect(() => submit(BOB)).toThrow("may not answer");
    expect(await failureOf(app.drive.permissions.delete(at))).toMatchObject({ status: 404, reason: "notFound" });
  });

  test("may be anyone from the start where accounts are so", async () => {
    const sim = aGoogle();
    sim.switches.formsOpenToAnyone = true;
    const { forms, drive } = appOf(sim, ANN);
    const { formId } = (await forms.forms.create({ requestBody: { info: { title: "T" } } })).data;
    const { permissions } = (await drive.permissions.list({ fileId: formId!, ...LISTED })).data;
    expect(permissions).toContainEqual(expect.objectContaining({ type: "anyone", view: "published" }));
  });
});

describe("permissions", () => {
  test("of the published view are listed only where they are asked for, and once however often they are given", async () => {
    const { give, list } = await openForm();
    await give(OURS);
    await give(OURS);
    expect(await list({ fields: "permissions(type)" })).toEqual([{ type: "user" }]);
    expect(await list()).toEqual([
      expect.objectContaining({ type: "user", role: "owner" }),
      { id: expect.any(String), type: "domain", role: "reader", view: "published", domain: "ours.example" },
    ]);
  });

  test("say little unless more is asked for, and call the role as the switch has it", async () => {
    const { sim, give, list } = await openForm();
    sim.switches.publishedRole = "publishedReader";
    await give(ANYONE);
    const [, one] = await list({ includePermissionsForView: "published" });
    expect(Object.keys(one!).sort()).toEqual(["id", "kind", "role", "type"]);
    expect(one).toMatchObject({ role: "publishedReader", type: "anyone" });
  });

  test.each([
    ["with another role", { ...ANYONE, role: "writer" }, 400],
    ["without a role", { view: "published", type: "anyone" }, 400],
    ["without a type", { view: "published", role: "reader" }, 400],
    ["for another view", { ...ANYONE, view: "draft" }, 400],
    ["for a domain without its name", { role: "reader", view: "published", type: "domain" }, 400],
    ["for a domain that is none of Google's", { ...OURS, domain: "nowhere.example" }, 400],
    ["for a person without an account", { ...ANYONE, type: "user", emailAddress: "no@nowhere.example" }, 400],
    ["with a field that is unknown", { ...ANYONE, publish: true }, 400],
  ])("%s are refused", async (_, requestBody, status) => {
    const { give } = await openForm();
    expect(await failureOf(give(requestBody))).toMatchObject({ status });
  });

  test("for people outside are refused where the organisation forbids it, those for its own people not", async () => {
    const { sim, give } = await openForm();
    sim.switches.sharingOutside = false;
    expect(await failureOf(give(ANYONE))).toMatchObject({ status: 403, reason: "publishOutNotPermitted" });
    expect(await failureOf(give({ ...OURS, domain: "theirs.example" }))).toMatchObject({ status: 403 });
    await give(OURS);
  });

  test("of a form another program made are not there for a token for single files", async () => {
    const { sim, app, formId, give } = await openForm();
    sim.state.forms.get(formId)!.isMadeByApp = false;
    expect(await failureOf(give(ANYONE))).toMatchObject({ status: 404, reason: "notFound" });
    await personOf(sim, ANN).drive.permissions.create({ fileId: formId, requestBody: ANYONE });
    expect(await failureOf(app.drive.permissions.list({ fileId: "none" }))).toMatchObject({ status: 404 });
  });

  test("need a scope of Drive's", async () => {
    const { sim, formId } = await openForm();
    const calendarAlone = ["https://www.googleapis.com/auth/calendar", "https://www.googleapis.com/auth/forms.body"];
    sim.addAccount({ email: BOB, scopes: calendarAlone });
    sim.state.forms.get(formId)!.editors.add(BOB);
    const { auth, drive } = appOf(sim, BOB);
    expect(await failureOf(drive.permissions.list({ fileId: formId }))).toMatchObject({
      status: 403,
      reason: "insufficientPermissions",
    });
    expect(clientsWith(auth, lineTo(sim)).drive).toBeDefined();
  });
});
