import type { Command } from "../core/command.ts";
import { skillsAsked } from "../core/decide/surveys.ts";
import { Failure } from "../core/failure.ts";
import { formSpec } from "../core/surveys/form.ts";
import { createForm, fillForm, publishForm } from "../google/forms.ts";
import { type KeptForm, savingForm } from "../store/forms.ts";
import type { Statement } from "../store/sql.ts";
import { formKey } from "./mirror.ts";
import type { PushContext } from "./pushContext.ts";

/** Makes a form step by step, each kept as soon as it is done, and opens it for answers. */
export async function makeForm(context: PushContext, command: Command & { kind: "create_form" }): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  const snapshot = mirror.snapshot();
  const programme = snapshot.programmes.find(one => one.id === command.programmeId);
  if (programme === undefined) throw new Failure("rejected", "notion", "the programme of the form can't be read");
  const known = mirror.forms.get(formKey({ programmeId: programme.id, kind: command.formKind }));
  const skills = known === undefined ? skillsAsked(snapshot, programme) : (JSON.parse(known.spec) as string[]);
  const spec = formSpec(command.formKind, programme, skills, context.whoReads);
  let form: KeptForm;
  if (known === undefined) {
    const created = await createForm(services.forms, spec);
    form = {
      programmeId: programme.id,
      kind: command.formKind,
      formId: created.formId,
      responderUri: created.responderUri,
      state: "created",
      spec: JSON.stringify(skills),
      readUntil: null,
    };
    await keepForm(context, form);
  } else form = known;
  if (form.state === "created") {
    await fillForm(services.forms, form.formId, spec);
    form = { ...form, state: "filled" };
    await keepForm(context, form);
  }
  await publishForm(services.forms, form.formId);
  form = { ...form, state: "published" };
  mirror.forms.set(formKey(form), form);
  return [savingForm(sql, form)];
}

/** A form half made is known at once, so that a second try goes on with it. */
async function keepForm(context: PushContext, form: KeptForm): Promise<void> {
  await savingForm(context.sql, form).run();
  context.mirror.forms.set(formKey(form), form);
}
