import type { CommandOf } from "../../core/domain/command.ts";
import { formKey } from "../../core/domain/form.ts";
import type { Programme } from "../../core/domain/programme.ts";
import { distinctSkills } from "../../core/domain/skill.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { signInOf, skillsAsked } from "../../core/plan/forms/surveys.ts";
import { type FormSpec, formSpec } from "../../core/rules/surveys/form.ts";
import { type FormLook, wordingMark, writingOf } from "../../core/rules/surveys/formLook.ts";
import { accessSeen, covers, type FormAccess, NOTHING_GIVEN } from "../../core/rules/surveys/responders.ts";
import type { GoogleDrive } from "../../google/responders.ts";
import type { Statement } from "../../store/database/sql.ts";
import { formTable, type KeptForm } from "../../store/mirror/forms.ts";
import type { PushContext } from "./pushContext.ts";

const AS_WRITTEN: FormLook = { state: "open", missing: [], altered: [] };

/** Makes the calls of a command about a form and returns the statements that keep their outcome. */
export function pushForm(
  context: PushContext,
  command: CommandOf<"create_form" | "change_form" | "open_form">,
): Promise<Statement[]> {
  switch (command.kind) {
    case "create_form":
      return makeForm(context, command);
    case "change_form":
      return changeForm(context, command);
    case "open_form":
      return openForm(context, command);
  }
}

/** Makes a form step by step, each kept as soon as it is done, and opens it for answers. */
async function makeForm(context: PushContext, command: CommandOf<"create_form">): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  const snapshot = mirror.snapshot();
  const programme = programmeFor(context, command.programmeId);
  const kept = mirror.forms.get(formKey({ programmeId: programme.id, kind: command.formKind }));
  const known = kept?.formId === command.replaces ? undefined : kept;
  const before = kept === undefined ? [] : (JSON.parse(kept.spec) as string[]);
  const skills =
    known === undefined ? distinctSkills([...before, ...skillsAsked(snapshot, programme, context.now)]) : before;
  const asking = { ...programme, signInOf: signInOf(snapshot, programme, null) };
  const spec = formSpec(command.formKind, asking, skills, context.connection.whoReads);
  let form: KeptForm;
  if (known === undefined) {
    const created = await services.forms.create(spec);
    form = {
      programmeId: programme.id,
      kind: command.formKind,
      formId: created.formId,
      responderUri: created.responderUri,
      state: "created",
      spec: JSON.stringify(skills),
      readUntil: null,
      written: null,
      look: null,
      access: null,
      replaces: command.replaces,
    };
    await keepForm(context, form);
  } else form = known;
  if (form.state === "created") {
    await services.forms.fill(form.formId, spec);
    form = { ...form, state: "filled" };
    await keepForm(context, form);
  }
  await services.forms.publish(form.formId);
  form = { ...form, ...asWritten(programme, spec), state: "published" };
  mirror.forms.set(formKey(form), form);
  return [formTable.saving(sql, form)];
}

/** Fills a form up with what it should ask by now, and opens it. What people took out of it stays out. */
async function changeForm(context: PushContext, command: CommandOf<"change_form">): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  const programme = programmeFor(context, command.programmeId);
  const kept = mirror.forms.get(formKey({ programmeId: programme.id, kind: command.formKind }));
  if (kept === undefined || kept.formId !== command.formId)
    throw new Failure("changed", "google", "another form has taken its place meanwhile");
  const asking = { ...programme, signInOf: signInOf(mirror.snapshot(), programme, kept.access ?? null) };
  const spec = formSpec(command.formKind, asking, command.skills, context.connection.whoReads);
  const { written } = kept;
  const isReworded = written !== null && written.wording !== wordingMark(command.formKind, programme.language);
  await services.forms.fill(kept.formId, spec, {
    leftOut: new Set([...(written?.questions ?? []), ...(JSON.parse(kept.spec).length > 0 ? ["levels"] : [])]),
    isReworded,
  });
  await services.forms.publish(kept.formId);
  const form: KeptForm = {
    ...kept,
    ...asWritten(programme, spec),
    look: { ...(kept.look ?? AS_WRITTEN), ...(isReworded ? { altered: [] } : {}), state: "open", isUnlike: undefined },
    spec: JSON.stringify(command.skills),
  };
  mirror.forms.set(formKey(form), form);
  return [formTable.saving(sql, form)];
}

/**
 * Gives access to a form to those who should answer it. Existing access is read first: what a lost answer did is not
 * done twice, and access given by hand is accepted. Where it can't be done the run goes on, and the form says why.
 */
async function openForm(context: PushContext, command: CommandOf<"open_form">): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  const kept = mirror.forms.get(formKey({ programmeId: command.programmeId, kind: command.formKind }));
  if (kept === undefined || kept.formId !== command.formId)
    throw new Failure("changed", "google", "another form has taken its place meanwhile");
  const form: KeptForm = { ...kept, access: await accessGiven(services.drive, command, kept.access ?? null) };
  mirror.forms.set(formKey(form), form);
  return [formTable.saving(sql, form)];
}

async function accessGiven(
  drive: GoogleDrive,
  { formId, responders, on }: CommandOf<"open_form">,
  before: FormAccess | null,
): Promise<FormAccess> {
  const known = before ?? NOTHING_GIVEN;
  const seen = await drive.responders(formId);
  if (typeof seen === "string" || covers(seen, responders)) return accessSeen(before, seen, responders);
  const why = await drive.letIn(formId, responders);
  if (why === null) return { ...NOTHING_GIVEN, isHealed: known.isHealed, given: responders, state: "open" };
  return { ...known, state: why, triedOn: on, refused: responders };
}

function asWritten(programme: Programme, spec: FormSpec) {
  return { written: writingOf(programme.language, spec), look: AS_WRITTEN };
}

function programmeFor(context: PushContext, id: string): Programme {
  const programme = context.mirror.snapshot().programmes.find(programme => programme.id === id);
  if (programme === undefined)
    throw new Failure("changed", "notion", "the programme of the form can't be read any more");
  return programme;
}

/** A form half made is known at once, so that a second try goes on with it. */
async function keepForm(context: PushContext, form: KeptForm): Promise<void> {
  await formTable.saving(context.sql, form).run();
  context.mirror.forms.set(formKey(form), form);
}
