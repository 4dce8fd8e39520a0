import { expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import { eventIdFor } from "../../../../src/core/domain/link.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { erasureOf } from "../../../../src/core/state/personal/erasure.ts";

const ANA = "11111111-1111-4111-8111-111111111111";
const PROGRAMME = "22222222-2222-4222-8222-222222222222";
const SESSION = "33333333-3333-4333-8333-333333333333";

function row(source: Row["source"], id: string, values: Row["values"]): Row {
  return { id, source, url: "", editedAt: 0, createdAt: 0, editedBy: null, createdBy: null, values };
}

test.each([SESSION, null])(
  "an invitation with who is forgotten on it is gone through, though another program took its mark away (%s)",
  sessionId => {
    const rows = [
      row("people", ANA, { name: "Ana", email: "ana@example.org", programmes: [PROGRAMME] }),
      row("sessions", SESSION, { programme: [PROGRAMME] }),
    ];
    const id = eventIdFor(SESSION, 0);
    const event = {
      id,
      sessionId,
      seriesId: null,
      title: "Ana & Boris",
      description: "",
      guests: [{ email: "ana@example.org" }],
    };
    const mirror = { rows, events: [event as unknown as EventCopy], links: [], series: [], responses: [] };
    const person = { pageIds: [ANA], emails: ["ana@example.org"], names: ["Ana"] };
    expect(erasureOf(mirror, person).otherEventIds).toEqual([id]);
  },
);
