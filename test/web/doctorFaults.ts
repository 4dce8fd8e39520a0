import { stateTable } from "../../src/store/database/state.ts";
import { deadLetterTable } from "../../src/store/incoming/deadLetters.ts";
import { formTable } from "../../src/store/mirror/forms.ts";
import { outageTable } from "../../src/store/runs/outages.ts";
import type { OpenWorker } from "../world/openWorker.ts";
import type { PairWorld } from "../world/pairWorld.ts";
import { THURSDAY } from "../world/pairWorld.ts";
import { COORDINATOR, GOOGLE_HOST, NOTION_HOST } from "../world/playground.ts";
import { HOOKS } from "../world/settings.ts";

/** What an operator may have set up wrongly, or what has gone wrong since. */
export interface DoctorFault {
  /** As docs/doctor.md names it. */
  what: string;
  /** The check that tells of it. */
  told: string;
  /** What to do about it. */
  todo: RegExp;
  /** Settings that are other than they should be. */
  settings?: Record<string, string | undefined>;
  /** Brings it about in a world in which all was well. */
  make?: (world: PairWorld, worker: OpenWorker) => unknown;
}

/** From now on a service answers like this wherever the address fits. */
function answering(world: PairWorld, host: string, path: RegExp, status: number, body: object): void {
  const { playground } = world;
  const reach = playground.fetch;
  playground.fetch = (input, init) => {
    const request = new Request(input instanceof Request ? input : String(input), init);
    const url = new URL(request.url);
    return url.origin === host && path.test(url.pathname)
      ? Promise.resolve(Response.json(body, { status }))
      : reach(request);
  };
}

const notionSays = (status: number, code: string) => ({ object: "error", status, code, message: code });
const googleSays = (code: number, reason: string) => ({
  error: { code, message: reason, errors: [{ reason }], status: reason },
});

const sources = ({ playground }: PairWorld) => playground.notionOf(COORDINATOR).dataSources;

export const DOCTOR_FAULTS: readonly DoctorFault[] = [
  {
    what: "Notion’s token was revoked, or another was set",
    told: "Notion",
    todo: /Check NOTION_TOKEN/,
    settings: { NOTION_TOKEN: "ntn_another" },
  },
  {
    what: "The page is not shared with the connection any more",
    told: "Notion",
    todo: /add the integration to the page under Connections/,
    make: world => answering(world, NOTION_HOST, /./, 404, notionSays(404, "object_not_found")),
  },
  {
    what: "Notion is down, or limits the rate",
    told: "Notion",
    todo: /Ask again in a minute/,
    make: world => answering(world, NOTION_HOST, /./, 503, notionSays(503, "service_unavailable")),
  },
  {
    what: "A table is in the trash",
    told: "Notion's tables",
    todo: /Take it back from the trash/,
    make: async world => {
      const { databaseId } = world.playground.workspace.resources as { databaseId?: string };
      const { dataSourceId } = world.playground.workspace.resources;
      const source = await sources(world).retrieve({ data_source_id: dataSourceId });
      const parent = (source as { parent: { database_id: string } }).parent.database_id;
      await world.playground
        .notionOf(COORDINATOR)
        .databases.update({ database_id: databaseId ?? parent, in_trash: true });
    },
  },
  {
    what: "A column was deleted",
    told: "Notion's columns",
    todo: /Run `npm run setup/,
    make: world => {
      const { dataSourceId, properties } = world.playground.workspace.people;
      return sources(world).update({
        data_source_id: dataSourceId,
        properties: { [properties.consent?.id ?? ""]: null },
      });
    },
  },
  {
    what: "A column has another type",
    told: "Notion's columns",
    todo: /change it back/,
    make: world => {
      const { dataSourceId, properties } = world.playground.workspace.people;
      const change = { [properties.hours?.id ?? ""]: { type: "number", number: {} } } as never;
      return sources(world).update({ data_source_id: dataSourceId, properties: change });
    },
  },
  {
    what: "The connection may not read comments",
    told: "Notion's comments",
    todo: /right to read and insert comments/,
    make: world => answering(world, NOTION_HOST, /\/comments$/, 403, notionSays(403, "restricted_resource")),
  },
  {
    what: "The refresh token was revoked, or ended after seven days of a consent screen in Testing",
    told: "Google's sign-in",
    todo: /publish the consent screen/,
    settings: { GOOGLE_REFRESH_TOKEN: "1//another" },
    make: world => world.database.prepare("DELETE FROM state WHERE key = 'google_token'").run(),
  },
  {
    what: "A service account acts for itself",
    told: "Google's sign-in",
    todo: /domain-wide delegation/,
    settings: {
      GOOGLE_SERVICE_ACCOUNT: "krug@project.iam.gserviceaccount.com",
      GOOGLE_SERVICE_ACCOUNT_KEY: "key",
      GOOGLE_ACTS_FOR: "krug@project.iam.gserviceaccount.com",
    },
  },
  {
    what: "The calendar was deleted, or is no longer shared with the sign-in",
    told: "The calendar",
    todo: /Check GOOGLE_CALENDAR/,
    make: world => answering(world, GOOGLE_HOST, /\/calendars\//, 404, googleSays(404, "notFound")),
  },
  {
    what: "The calendar may only be read",
    told: "The calendar",
    todo: /right to make changes to events/,
    make: ({ playground }) => {
      const reach = playground.fetch;
      playground.fetch = async (input, init) => {
        const answer = await reach(input, init);
        if (!/\/events\?/.test(new Request(input instanceof Request ? input : String(input), init).url)) return answer;
        return Response.json({ ...((await answer.json()) as object), accessRole: "reader" });
      };
    },
  },
  {
    what: "The calendar’s events can have no Meet links",
    told: "Meet links",
    todo: /Choose Google Meet/,
    make: ({ playground }) => {
      const reach = playground.fetch;
      playground.fetch = async (input, init) => {
        const answer = await reach(input, init);
        const url = new URL(new Request(input instanceof Request ? input : String(input), init).url);
        if (!/\/calendars\/[^/]+$/.test(url.pathname)) return answer;
        const conferenceProperties = { allowedConferenceSolutionTypes: ["eventNamedHangout"] };
        return Response.json({ ...((await answer.json()) as object), conferenceProperties });
      };
    },
  },
  {
    what: "The Google Calendar API is switched off in the project",
    told: "The calendar",
    todo: /Switch on the Google Calendar API/,
    make: world => answering(world, GOOGLE_HOST, /\/calendars\//, 403, googleSays(403, "accessNotConfigured")),
  },
  {
    what: "The Google Forms API is switched off, or its scopes were not granted",
    told: "Google Forms",
    todo: /Switch on the Google Forms API/,
    make: world => answering(world, GOOGLE_HOST, /\/v1\/forms\//, 403, googleSays(403, "accessNotConfigured")),
  },
  {
    what: "The Google Drive API is switched off in the project",
    told: "Who may answer forms",
    todo: /switch on the Google Drive API/,
    make: world => answering(world, GOOGLE_HOST, /\/drive\/v3\//, 403, googleSays(403, "accessNotConfigured")),
  },
  {
    what: "A form was closed, deleted, or moved where Krug may not open it",
    told: "Forms",
    todo: /npm run sync/,
    make: async ({ database }) => {
      const [form] = await formTable.list(database);
      await database
        .prepare("UPDATE forms SET look = ? WHERE form_id = ?")
        .bind(JSON.stringify({ state: "closed" }), form?.formId ?? "")
        .run();
    },
  },
  {
    what: "Migrations were not applied",
    told: "The database",
    todo: /d1 migrations apply/,
    make: world => world.database.prepare("DROP TABLE erased_answers").run(),
  },
  {
    what: "The cron does not come",
    told: "The cron",
    todo: /\[triggers\]/,
    make: world => world.database.prepare("UPDATE runs SET report = json_set(report, '$.reason', 'asked for')").run(),
  },
  {
    what: "The last run failed",
    told: "The last run",
    todo: /Mend that/,
    make: world => world.database.prepare("UPDATE runs SET ended_well = 0").run(),
  },
  {
    what: "A run waits for a coordinator’s go",
    told: "The mass-change guard",
    todo: /npm run plan/,
    make: world => world.database.prepare("UPDATE runs SET report = json_set(report, '$.isHeld', json('true'))").run(),
  },
  {
    what: "Messages of the queue failed every try",
    told: "The queue",
    todo: /doctor -- --clear/,
    make: world => deadLetterTable.saving(world.database, "1", 0, {}).run(),
  },
  {
    what: "The chat for notices refuses",
    told: "Notices",
    todo: /new incoming webhook/,
    settings: { NOTICE_WEBHOOK: "https://hooks.slack.com/services/T0/B0/x" },
    make: world => stateTable.saving(world.database, "telling", { why: "it refused" }).run(),
  },
  {
    what: "Another calendar was set",
    told: "The calendar that is set",
    todo: /Set GOOGLE_CALENDAR back/,
    settings: { GOOGLE_CALENDAR: COORDINATOR },
  },
  {
    what: "Another page of Notion was set",
    told: "The page that is set",
    todo: /Set NOTION_PARENT_PAGE back/,
    make: world => stateTable.saving(world.database, "notion_parent", "11111111-1111-4111-8111-111111111111").run(),
  },
  {
    what: "The key for what is said in confidence is gone",
    told: "What was said in confidence",
    todo: /Set KEEPING_KEY to the key it was/,
    settings: { KEEPING_KEY: undefined },
  },
  {
    what: "Another key was set, and what lies under the former one can’t be opened",
    told: "What was said in confidence",
    todo: /./,
    settings: { KEEPING_KEY: "another-key-that-is-as-long-as-a-key-has-to-be" },
  },
  {
    what: "Notion’s hook is not connected, or stopped telling",
    told: "The hook of Notion",
    todo: /dashboard tells how/,
    settings: HOOKS,
    make: world =>
      world.database
        .prepare("INSERT INTO hook_health (hook, heard_at, missed_at) VALUES ('notion', NULL, ?)")
        .bind(THURSDAY)
        .run(),
  },
  {
    what: "Calendar’s hook missed a change",
    told: "The hook of Calendar",
    todo: /npm run sync/,
    settings: HOOKS,
    make: world =>
      world.database
        .prepare("INSERT INTO hook_health (hook, heard_at, missed_at) VALUES ('calendar', ?, ?)")
        .bind(THURSDAY - 1000, THURSDAY)
        .run(),
  },
  {
    what: "Google takes no more invitations today",
    told: "Stops",
    todo: /goes on then by itself/,
    make: world =>
      outageTable
        .saving(world.database, {
          what: "invitations_blocked",
          since: THURSDAY,
          until: THURSDAY + 86_400_000,
          times: 1,
          why: "quotaExceeded",
        })
        .run(),
  },
  {
    what: "Something was given up after many tries",
    told: "Given up",
    todo: /tried once more each day/,
    make: world => world.database.prepare("UPDATE outbox SET state = 'given_up'").run(),
  },
  {
    what: "Notion takes no more blocks: a free workspace with several members is full",
    told: "Bodies of pages",
    todo: /paid plan/,
    make: world => stateTable.saving(world.database, "blocks_full_on", "2027-01-07").run(),
  },
  {
    what: "A programme has no coordinator",
    told: "Coordinators",
    todo: /Enter somebody as coordinator/,
    make: async world => {
      await world.edit("programmes", world.ids.programme ?? "", { coordinator: [] });
      await world.runAt(THURSDAY + 1_200_000);
    },
  },
  {
    what: "People in a programme have no day of consent",
    told: "Consent",
    todo: /enter the day on their page/,
    make: async world => {
      await world.playground.add("people", {
        name: "Zoe",
        email: "zoe@example.org",
        zone: "Europe/Berlin",
        hours: "9-17",
        programmes: [world.ids.programme ?? ""],
      });
      await world.runAt(THURSDAY + 1_200_000);
    },
  },
  {
    what: "People’s pages say something that can’t be used: no address, hours nobody understands",
    told: "People",
    todo: /Krug says/,
    make: async world => {
      await world.edit("people", world.ids.ana ?? "", { hours: "whenever I like" });
      await world.runAt(THURSDAY + 1_200_000);
    },
  },
  {
    what: "A programme’s page says something that can’t be used",
    told: "Programme Pairs",
    todo: /Open its page/,
    make: async world => {
      await world.edit("programmes", world.ids.programme ?? "", { zone: "Mars/Olympus" });
      await world.runAt(THURSDAY + 1_200_000);
    },
  },
  {
    what: "The dashboard’s token can be guessed",
    told: "The sign-in token",
    todo: /./,
    settings: { DASHBOARD_TOKEN: "open sesame" },
  },
];
