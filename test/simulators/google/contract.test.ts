import { describe, expect, test } from "vitest";
import { calendarRoutes } from "./calendar/routes.ts";
import { aGoogle, aMeeting, personOf } from "./clients.ts";
import { discoveryOf, hasContracts, methodsOf, violationsOf } from "./contract.ts";
import { formsRoutes } from "./forms/routes.ts";
import type { Route } from "./route.ts";
import { isRecord, type Shape } from "./shape.ts";

/** Of the official client 188, but not yet in the discovery documents that are kept. */
const NEWER = new Set(["eventLabelVersion", "eventLabelId", "labelProperties"]);

describe("the check itself", () => {
  async function anEvent() {
    const { calendar } = personOf(aGoogle(), "ann@ours.example");
    const { data } = await calendar.events.insert({ calendarId: "primary", requestBody: aMeeting() });
    return data as Record<string, unknown>;
  }
  const url = new URL("https://www.googleapis.com/calendar/v3/calendars/primary/events/x");
  const exchange = (body: unknown, status = 200) => ({ method: "GET", url, requestBody: null, status, body });

  test("takes an event as the simulator answers it", async () => {
    expect(violationsOf(exchange(await anEvent()))).toEqual([]);
  });

  test.each([
    ["an unknown field", { colour: "red" }],
    ["an unknown field further down", { start: { hour: 9 } }],
    ["a number for a text", { summary: 7 }],
    ["a text for a number", { sequence: "1" }],
  ])("finds %s", async (_, over) => {
    expect(violationsOf(exchange({ ...(await anEvent()), ...over }))).not.toEqual([]);
  });

  test("finds an error that is not worded as Calendar does", () => {
    expect(violationsOf(exchange({ error: { code: 404, message: "Not Found" } }, 404))).not.toEqual([]);
  });
});

describe.skipIf(!hasContracts)("the discovery documents, kept beside the project", () => {
  const cases = [
    ...calendarRoutes.map(route => ["calendar" as const, route] as const),
    ...formsRoutes.map(route => ["forms" as const, route] as const),
  ].map(([api, route]) => [`${route.method} ${route.path.source}`, api, route] as const);

  test.each(cases)("know %s, its parameters, scopes and fields", (_, api, route) => {
    const document = discoveryOf(api);
    const method = [...methodsOf(document).values()].find(
      candidate => candidate.httpMethod === route.method && route.path.test(examplePath(api, candidate.path)),
    );
    expect(method).toBeDefined();
    for (const name of Object.keys(route.query)) {
      if (!NEWER.has(name)) expect(method?.parameters).toHaveProperty([name]);
    }
    expect([...route.scopes].sort()).toEqual([...(method?.scopes ?? [])].sort());
    const schema = method?.request === undefined ? {} : (document.schemas[method.request.$ref] ?? {});
    expect(strangers(route.body, schema, document.schemas)).toEqual([]);
  });

  test("have no field of an event, form or batch that the simulator would refuse", () => {
    for (const [api, name, route] of [
      ["calendar", "Event", bodyOf(calendarRoutes, "/events/*")],
      ["forms", "Form", bodyOf(formsRoutes, "")],
      ["forms", "BatchUpdateFormRequest", bodyOf(formsRoutes, ":batchUpdate")],
    ] as const) {
      const { schemas } = discoveryOf(api);
      expect(missing(route, schemas[name] ?? {}, schemas, name)).toEqual([]);
    }
  });
});

type Schemas = ReturnType<typeof discoveryOf>["schemas"];
type Schema = Schemas[string];

function examplePath(api: string, path: string): string {
  return `/${api === "calendar" ? "calendar/v3/" : ""}${path.replaceAll(/\{[^}]+\}/g, "x")}`;
}

function bodyOf(routes: Route[], ending: string): Shape | undefined {
  const at =
    ending === "/events/*" ? "/calendar/v3/calendars/x/events/x" : `/v1/forms${ending === "" ? "" : `/x${ending}`}`;
  return routes.find(route => route.body !== undefined && route.path.test(at))?.body;
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref === undefined ? schema : resolved(schemas[schema.$ref] ?? {}, schemas);
}

/** Fields that a shape takes and discovery does not know. */
function strangers(shape: Shape | undefined, unresolved: Schema, schemas: Schemas, at = "body"): string[] {
  const schema = resolved(unresolved, schemas);
  if (shape?.kind === "list") return strangers(shape.of, schema.items ?? {}, schemas, `${at}[]`);
  if (shape?.kind !== "object") return [];
  return Object.entries(shape.fields).flatMap(([name, inner]) => {
    if (NEWER.has(name)) return [];
    const known = schema.properties?.[name];
    return known === undefined ? [`${at}.${name}`] : strangers(inner, known, schemas, `${at}.${name}`);
  });
}

/** Fields that discovery knows and a shape would refuse. */
function missing(shape: Shape | undefined, unresolved: Schema, schemas: Schemas, at: string): string[] {
  const schema = resolved(unresolved, schemas);
  if (shape?.kind === "list") return missing(shape.of, schema.items ?? {}, schemas, `${at}[]`);
  if (shape?.kind !== "object" || !isRecord(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, inner]) => {
    const own = shape.fields[name];
    return own === undefined ? [`${at}.${name}`] : missing(own, inner as Schema, schemas, `${at}.${name}`);
  });
}
