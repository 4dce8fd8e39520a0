import type { AgreementFacts, Line, PartText } from "../../core/domain/part.ts";
import { rulesOf } from "../../core/domain/values/format.ts";
import { columnName } from "../phrases/names.ts";
import { filled, type PageTexts } from "./pageTexts.ts";

/** The body of a group's page: what to agree on at the first meeting, and where it is written. */
export function groupPage({ box, agreement }: PageTexts, { format, language }: AgreementFacts): PartText {
  const isShort = rulesOf(format).board !== null;
  const agreed = isShort ? agreement.short : [...agreement.lines, ...(format === "reverse" ? agreement.reverse : [])];
  const lines: Line[] = [
    { kind: "heading", text: agreement.head },
    ...agreed.map((text): Line => ({ kind: "item", text })),
    { kind: "paragraph", text: filled(agreement.where, { agreement: columnName("groups", "agreement", language) }) },
  ];
  return { first: box, lines, later: [] };
}
