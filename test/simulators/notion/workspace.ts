import type { WorldClock } from "../clock.ts";
import { ApiError } from "./apiError.ts";
import type { AsyncTask } from "./asyncTasks.ts";
import { IdSource } from "./ids.ts";
import type { Block, Comment, Database, DataSource, FileUpload, Page, Parent, User, View } from "./records.ts";
import type { NotionSwitches } from "./switches.ts";

export type {
  Block,
  Comment,
  Database,
  DataSource,
  FileUpload,
  Page,
  Parent,
  User,
  View,
} from "./records.ts";

export type Change = {
  type: string;
  entity: { id: string; type: string };
  parent: Parent;
  authorId: string;
  data?: Record<string, unknown>;
};

export interface WorkspaceOptions {
  clock: WorldClock;
  seed: number;
  name: string;
  botName: string;
  people: readonly { name: string; email: string }[];
  pageSizeLimit: number;
  queryResultLimit: number;
  switches: NotionSwitches;
  onChange: (change: Change) => void;
}

/** What a workspace holds, apart from its clock and switches. */
export interface KeptWorkspace {
  maps: Record<string, Map<string, unknown>>;
  shared: Set<string>;
  blocksMade: number;
  sequence: number;
  ids: number;
}

/** Everything that one Notion workspace holds, and who may see it. */
export class Workspace {
  readonly clock: WorldClock;
  readonly name: string;
  readonly switches: NotionSwitches;
  readonly pageSizeLimit: number;
  readonly queryResultLimit: number;
  readonly ids: IdSource;
  readonly id: string;
  readonly botUserId: string;
  readonly botToken: string;
  readonly integrationId: string;
  readonly rootPageId: string;

  readonly users = new Map<string, User>();
  readonly tokens = new Map<string, User>();
  readonly pages = new Map<string, Page>();
  readonly databases = new Map<string, Database>();
  readonly dataSources = new Map<string, DataSource>();
  readonly blocks = new Map<string, Block>();
  readonly comments = new Map<string, Comment>();
  readonly views = new Map<string, View>();
  readonly fileUploads = new Map<string, FileUpload>();
  readonly asyncTasks = new Map<string, AsyncTask & { name: string }>();
  /** Pages and databases that were shared with the bot by hand; what lies under them is shared too. */
  readonly shared = new Set<string>();
  /** Blocks ever made, for the lifetime limit of free workspaces. */
  blocksMade = 0;

  readonly #onChange: (change: Change) => void;
  #sequence = 0;

  constructor(options: WorkspaceOptions) {
    this.clock = options.clock;
    this.name = options.name;
    this.switches = options.switches;
    this.pageSizeLimit = options.pageSizeLimit;
    this.queryResultLimit = options.queryResultLimit;
    this.#onChange = options.onChange;
    this.ids = new IdSource(options.seed);
    this.id = this.ids.uuid();
    this.botUserId = this.ids.uuid();
    this.integrationId = this.botUserId;
    this.botToken = `ntn_${this.#tokenTail()}`;
    const bot: User = { id: this.botUserId, type: "bot", name: options.botName, email: null, avatarUrl: null };
    this.users.set(bot.id, bot);
    this.tokens.set(this.botToken, bot);
    for (const person of options.people) this.addPerson(person);
    const owner = [...this.users.values()].find(user => user.type === "person") ?? bot;
    this.rootPageId = this.ids.uuid();
    const now = this.clock.now();
    this.pages.set(this.rootPageId, {
      kind: "page",
      id: this.rootPageId,
      sequence: this.nextSequence(),
      parent: { type: "workspace" },
      createdAt: now,
      editedAt: now,
      createdBy: owner.id,
      editedBy: owner.id,
      trashed: false,
      archived: false,
      locked: false,
      icon: null,
      cover: null,
      values: new Map([["title", [plainText("Root")]]]),
      children: [],
      uniqueNumber: null,
      history: [],
      frozen: null,
    });
    this.shared.add(this.rootPageId);
  }

  #tokenTail(): string {
    return (this.ids.uuid() + this.ids.uuid()).replaceAll("-", "").slice(0, 46);
  }

  /** All it holds, as one value that `v8.serialize` takes. It shares its objects with the workspace: serialize it at once. */
  keep(): KeptWorkspace {
    const { users, tokens, pages, databases, dataSources, blocks, comments, views, fileUploads, asyncTasks } = this;
    const maps = { users, tokens, pages, databases, dataSources, blocks, comments, views, fileUploads, asyncTasks };
    return { maps, shared: this.shared, blocksMade: this.blocksMade, sequence: this.#sequence, ids: this.ids.state };
  }

  /** Holds what was kept of a workspace that was opened with the same seed and people, and nothing else. */
  takeUp(kept: KeptWorkspace): void {
    const own = this.keep().maps as Record<string, Map<string, unknown>>;
    for (const [name, map] of Object.entries(kept.maps)) {
      own[name]!.clear();
      for (const [id, held] of map) own[name]!.set(id, held);
    }
    this.shared.clear();
    for (const id of kept.shared) this.shared.add(id);
    this.blocksMade = kept.blocksMade;
    this.#sequence = kept.sequence;
    this.ids.state = kept.ids;
  }

  /** Adds a member of the workspace; the token acts as that member in Notion's own interface. */
  addPerson(person: { name: string; email: string }): { id: string; token: string } {
    for (const [token, user] of this.tokens) if (user.email === person.email) return { id: user.id, token };
    const user: User = { id: this.ids.uuid(), type: "person", name: person.name, email: person.email, avatarUrl: null };
    const token = `person_${this.#tokenTail()}`;
    this.users.set(user.id, user);
    this.tokens.set(token, user);
    return { id: user.id, token };
  }

  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  /** Reports a change to whoever listens for webhooks. */
  changed(change: Change): void {
    this.#onChange(change);
  }

  /** The object that a parent names, or null for the workspace itself. */
  parentOf(parent: Parent): Page | Database | DataSource | Block | null {
    switch (parent.type) {
      case "workspace":
        return null;
      case "page_id":
        return this.pages.get(parent.id) ?? null;
      case "database_id":
        return this.databases.get(parent.id) ?? null;
      case "data_source_id":
        return this.dataSources.get(parent.id) ?? null;
      case "block_id":
        return this.blocks.get(parent.id) ?? null;
    }
  }

  /** Whether this user may see the object: people see everything, the bot what lies under a shared page. */
  sees(user: User, object: { id: string; parent: Parent }): boolean {
    if (user.type === "person") return true;
    let at: { id: string; parent: Parent } | null = object;
    while (at !== null) {
      if (this.shared.has(at.id)) return true;
      at = this.parentOf(at.parent);
    }
    return false;
  }

  /** Whether the object or anything above it is in the trash. */
  isTrashed(object: { trashed: boolean; parent: Parent }): boolean {
    let at: { trashed: boolean; parent: Parent } | null = object;
    while (at !== null) {
      if (at.trashed) return true;
      at = this.parentOf(at.parent);
    }
    return false;
  }

  /** The page with this id. @throws 404 object_not_found when absent or not shared with the user. */
  page(id: string, user: User): Page {
    return this.#visible(this.pages.get(id), "page", id, user);
  }

  database(id: string, user: User): Database {
    return this.#visible(this.databases.get(id), "database", id, user);
  }

  dataSource(id: string, user: User): DataSource {
    return this.#visible(this.dataSources.get(id), "data_source", id, user);
  }

  /** A block, a page or a database: each of them stands among its parent's blocks. */
  anyBlock(id: string, user: User): Block | Page | Database {
    const found = this.blocks.get(id) ?? this.pages.get(id) ?? this.databases.get(id);
    return this.#visible<Block | Page | Database>(found, "block", id, user);
  }

  #visible<T extends { id: string; parent: Parent }>(found: T | undefined, noun: string, id: string, user: User): T {
    if (found === undefined || !this.sees(user, found)) throw this.notFound(noun, id);
    return found;
  }

  /** 404 as Notion words it, for what is absent and what is merely not shared. */
  notFound(noun: string, id: string): ApiError {
    const bot = this.users.get(this.botUserId);
    return new ApiError(
      404,
      "object_not_found",
      `Could not find ${noun} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "${bot?.name}".`,
      { additionalData: { integration_id: this.integrationId } },
    );
  }

  /** Marks an object as edited now by this user. */
  touch(object: { editedAt: number; editedBy: string }, user: User): void {
    object.editedAt = this.clock.now();
    object.editedBy = user.id;
  }

  /** Marks the page that contains a block as edited, as Notion does for every change of content. */
  touchPageAround(parent: Parent, user: User): Page | null {
    let at: Parent = parent;
    for (;;) {
      if (at.type === "page_id") {
        const page = this.pages.get(at.id) ?? null;
        if (page !== null) this.touch(page, user);
        return page;
      }
      if (at.type !== "block_id") return null;
      const block = this.blocks.get(at.id);
      if (block === undefined) return null;
      this.touch(block, user);
      at = block.parent;
    }
  }
}

function plainText(content: string): unknown {
  return { type: "text", text: { content, link: null }, annotations: null, plain_text: content, href: null };
}
