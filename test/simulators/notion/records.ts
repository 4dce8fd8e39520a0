import type { RichText } from "./richText.ts";

export type Parent =
  | { type: "workspace" }
  | { type: "page_id"; id: string }
  | { type: "block_id"; id: string }
  | { type: "database_id"; id: string }
  | { type: "data_source_id"; id: string };

export interface User {
  id: string;
  type: "person" | "bot";
  name: string;
  email: string | null;
  avatarUrl: string | null;
}

interface Stored {
  id: string;
  parent: Parent;
  /** World time in milliseconds; rounded to the minute only on the way out. */
  createdAt: number;
  editedAt: number;
  createdBy: string;
  editedBy: string;
  trashed: boolean;
}

export interface Page extends Stored {
  kind: "page";
  /** Place in the order of creation. */
  sequence: number;
  archived: boolean;
  locked: boolean;
  icon: unknown;
  cover: unknown;
  /** By property id; absent means empty. Computed properties have no entry. */
  values: Map<string, unknown>;
  /** Ids of blocks, child pages and child databases, in order. */
  children: string[];
  uniqueNumber: number | null;
  /** Earlier states, kept while query results lag: each was true until that world time. */
  history: { until: number; page: Page }[];
  /** Computed values that were set from outside, by property id. */
  frozen: Map<string, unknown> | null;
}

export interface Database extends Stored {
  kind: "database";
  title: RichText[];
  description: RichText[];
  icon: unknown;
  cover: unknown;
  isInline: boolean;
  locked: boolean;
  dataSourceIds: string[];
}

export interface SelectOption {
  id: string;
  name: string;
  color: string;
  description: string | null;
}

export interface Property {
  id: string;
  name: string;
  type: string;
  description: string | null;
  /** Of select, multi_select and status. */
  options: SelectOption[];
  /** Of status. */
  groups: { id: string; name: string; color: string; option_ids: string[] }[];
  /** Of relation: the other data source and, for two-way relations, the property there. */
  relation: { dataSourceId: string; syncedPropertyId: string | null } | null;
  /** Whatever else the type is configured with: number format, formula expression, rollup, unique_id prefix. */
  settings: Record<string, unknown>;
}

export interface DataSource extends Stored {
  kind: "data_source";
  title: RichText[];
  description: RichText[];
  icon: unknown;
  cover: unknown;
  properties: Map<string, Property>;
  /** In order of creation, trashed ones included. */
  rows: Page[];
  lastUniqueNumber: number;
}

export interface Block extends Stored {
  kind: "block";
  type: string;
  content: Record<string, unknown>;
  children: string[];
}

export interface Comment {
  id: string;
  parent: Parent;
  discussionId: string;
  createdAt: number;
  editedAt: number;
  createdBy: string;
  richText: RichText[];
  displayName: { type: string; resolved_name: string | null };
}

export interface View extends Stored {
  name: string;
  type: string;
  dataSourceId: string;
  filter: unknown;
  sorts: unknown;
  quickFilters: unknown;
  configuration: unknown;
  /** The dashboard this view is a widget of; null for a view of its own. */
  dashboardId: string | null;
  /** Of a dashboard: the ids of its widgets' views, row by row. */
  widgetRows: string[][];
  queries: Map<string, { ids: string[]; expiresAt: number }>;
}

export interface FileUpload {
  id: string;
  createdAt: number;
  createdBy: string;
  /** Null once nothing expires any more. */
  expiresAt: number | null;
  status: "pending" | "uploaded" | "expired" | "failed";
  mode: string;
  filename: string | null;
  contentType: string | null;
  contentLength: number | null;
  externalUrl: string | null;
  /** How fetching the external address went; null before that and for other uploads. */
  importResult: unknown;
}
