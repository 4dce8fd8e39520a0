export type FormKind = "needs" | "self_assessment" | "feedback" | "pulse" | "closing" | "standing";

export const FORM_KINDS: readonly FormKind[] = ["needs", "self_assessment", "feedback", "pulse", "closing", "standing"];

/** Who may answer a form: whoever has its link, or those signed in to an account of one domain. */
export type Responders = { type: "anyone" } | { type: "domain"; domain: string };

/** A programme has one form of a kind. */
export function formKey(form: { programmeId: string; kind: FormKind }): string {
  return `${form.programmeId}/${form.kind}`;
}
