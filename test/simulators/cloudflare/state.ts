import type { ApiError } from "./route.ts";

/** An account and what it pays for. */
export interface Account {
  id: string;
  name: string;
  /** On a paid plan: how long a Worker may compute is set by those alone. */
  isPaid: boolean;
  /** The part of its Workers' addresses before workers.dev; null until one is chosen. */
  subdomain: string | null;
}

export interface StoredDatabase {
  uuid: string;
  name: string;
  accountId: string;
  createdAt: string;
}

export interface StoredQueue {
  queue_id: string;
  queue_name: string;
  accountId: string;
  consumers: {
    script: string;
    settings: Record<string, unknown>;
    deadLetterQueue: string | null;
    consumer_id: string;
  }[];
}

/** A module of a Worker as it was uploaded. */
export interface StoredModule {
  name: string;
  type: string;
  content: Uint8Array;
}

/** A binding as a Worker's metadata names it. */
export interface StoredBinding {
  name: string;
  type: string;
  [more: string]: unknown;
}

/** A version of a Worker: what was uploaded at once. */
export interface StoredVersion {
  id: string;
  mainModule: string;
  modules: StoredModule[];
  bindings: StoredBinding[];
  compatibilityDate: string;
  compatibilityFlags: string[];
  /** Files it is deployed with, by their paths. */
  assets: Record<string, Uint8Array>;
}

/** A Worker that was deployed. */
export interface StoredScript {
  name: string;
  accountId: string;
  versions: Map<string, StoredVersion>;
  secrets: Record<string, string>;
  schedules: string[];
  isOnSubdomain: boolean;
  /** Which version counts since when; the last one does now. */
  deployments: { id: string; versionId: string; at: string }[];
}

/** Files that are about to come, by the token their upload is done with. */
export interface AssetUpload {
  script: string;
  manifest: Record<string, { hash: string; size: number }>;
  files: Map<string, Uint8Array>;
}

/** All that the simulator remembers. */
export interface CloudflareState {
  email: string;
  accounts: Account[];
  /** API tokens that count. */
  tokens: Set<string>;
  databases: StoredDatabase[];
  queues: StoredQueue[];
  scripts: Map<string, StoredScript>;
  uploads: Map<string, AssetUpload>;
  /** Exports of databases that wait to be fetched. */
  exports: Map<string, string>;
  /** Answers that are ordered, by patterns of method and path. */
  refused: Map<string, ApiError>;
}

/** The version of a Worker that counts. @throws Error where none was deployed */
export function versionOf({ versions, deployments, name }: StoredScript): StoredVersion {
  const version = versions.get(deployments.at(-1)?.versionId ?? "");
  if (version === undefined) throw new Error(`nothing is deployed as ${name}`);
  return version;
}
