import { parsePerson } from "../../core/domain/person.ts";
import { parseProgramme } from "../../core/domain/programme.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { understood } from "../../core/domain/values/guarded.ts";
import { markOf } from "../../core/domain/values/hash.ts";
import { formSpec } from "../../core/rules/surveys/form.ts";
import { type FormLook, type FormWriting, lookAt, writingOf } from "../../core/rules/surveys/formLook.ts";
import { accessSeen, respondersOf } from "../../core/rules/surveys/responders.ts";
import { type FoundForm, readForm } from "../../google/forms.ts";
import { listResponders } from "../../google/responders.ts";
import type { Sql } from "../../store/database/sql.ts";
import type { KeptForm } from "../../store/mirror/forms.ts";
import { listPagesOf } from "../../store/mirror/pages.ts";
import { inParallel } from "../world/inParallel.ts";
import type { Services } from "../world/services.ts";

/**
 * The forms as they are now: open or not, to which people, with which questions gone or altered. Unchanged ones are the
 * same objects as those given.
 *
 * A single missing form was deleted. Where every form is missing or may not be opened, another account is signed in:
 * that proves nothing, and all count as refused.
 * @throws Failure when Google can't be asked
 */
export async function lookAtForms(services: Services, sql: Sql, forms: readonly KeptForm[]): Promise<KeptForm[]> {
  if (forms.length === 0) return [];
  const found = await inParallel(forms.map(async form => [form, await lookAtOne(services, form)] as const));
  const isNoneThere = forms.length > 1 && found.every(([, one]) => one.form === "gone" || one.form === "refused");
  const { unread } = services.forms;
  const programmes = new Map(
    (await listPagesOf(sql, "programmes"))
      .flatMap(row => understood(unread, "programme", row.id, () => parseProgramme(row).value))
      .flatMap(programme => (programme === null ? [] : [[programme.id, programme] as const])),
  );
  const people = (await listPagesOf(sql, "people")).flatMap(row =>
    understood(unread, "person", row.id, () => parsePerson(row).value).flatMap(person => person ?? []),
  );
  const lookedAt = (form: KeptForm, one: Seen): KeptForm => {
    if (typeof one.form === "string")
      return withLook(form, { ...NOTHING_ODD, state: isNoneThere ? "refused" : one.form });
    const programme = programmes.get(form.programmeId);
    if (programme === undefined) return form;
    const spec = formSpec(form.kind, programme, JSON.parse(form.spec), "");
    const look = lookAt(one.form, spec);
    // Of a form from before this was kept: what stands in it is what was written.
    const whole = writingOf(programme.language, spec);
    const known = form.written ?? { ...whole, questions: whole.questions.filter(key => !look.missing.includes(key)) };
    const wanted = respondersOf(programme, people);
    const access = one.responders === null ? form.access : accessSeen(form.access ?? null, one.responders, wanted);
    return withLook({ ...form, access }, look, known, form);
  };
  return found.map(([form, one]) => understood(unread, "form", form.programmeId, () => lookedAt(form, one))[0] ?? form);
}

const NOTHING_ODD: Omit<FormLook, "state"> = { missing: [], altered: [] };

/** A form as it is, and who may answer it: null where Drive did not say. */
interface Seen {
  form: FoundForm | "gone" | "refused";
  responders: Awaited<ReturnType<typeof listResponders>> | null;
}

async function lookAtOne(services: Services, form: KeptForm): Promise<Seen> {
  const found = await lookAtForm(services, form);
  if (typeof found === "string") return { form: found, responders: null };
  const responders = found.isLegacy ? [{ type: "anyone" } as const] : await lookAtResponders(services, form);
  return { form: found, responders };
}

async function lookAtResponders(services: Services, form: KeptForm): Promise<Seen["responders"]> {
  try {
    return await listResponders(services.drive, form.formId);
  } catch (error) {
    if (error instanceof Failure && error.kind === "in_doubt") return null;
    throw error;
  }
}

async function lookAtForm(services: Services, form: KeptForm): Promise<Seen["form"]> {
  try {
    return (await readForm(services.forms, form.formId)) ?? "gone";
  } catch (error) {
    if (error instanceof Failure && error.status === 403 && error.kind !== "busy" && error.kind !== "blocked")
      return "refused";
    throw error;
  }
}

function withLook(
  form: KeptForm,
  look: FormLook,
  written: FormWriting | null = form.written,
  before: KeptForm = form,
): KeptForm {
  const now = { ...form, look, written };
  const isSame = markOf([now.look, now.written, now.access]) === markOf([before.look, before.written, before.access]);
  return isSame ? before : now;
}
