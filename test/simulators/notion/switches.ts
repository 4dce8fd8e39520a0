/** What is contested about the real service, or decided by the workspace's plan: tests try both sides. */
export interface NotionSwitches {
  /** What pages.create and pages.update do with a property name that does not exist. */
  unknownProperty: "ignore" | "reject";
  /** Whether the webhook handshake carries a signature. */
  signedHandshake: boolean;
  /** Query results show the world as it was this many milliseconds of world time ago, at most a minute. */
  queryLagMs: number;
  /** What `search` knows of pages made and put in the trash is this many milliseconds of world time old. */
  searchLagMs: number;
  /** Lifetime number of blocks in a free workspace; null on paid plans. */
  freeWorkspaceBlockLimit: number | null;
  /** Share of webhook deliveries that get lost, 0 to 1. */
  webhookLoss: number;
  webhookShuffle: boolean;
  /** Share of webhook deliveries that arrive twice, 0 to 1. */
  webhookDuplicate: number;
  /** World time that a change waits before its webhook may be delivered, so that later changes join it. */
  webhookDelayMs: number;
  /** So many of the next writes are saved and then answered with 503. */
  commit503: number;
}

/** The switches as a new simulator has them: nothing goes wrong. */
export function defaultSwitches(): NotionSwitches {
  return {
    unknownProperty: "reject",
    signedHandshake: true,
    queryLagMs: 0,
    searchLagMs: 0,
    freeWorkspaceBlockLimit: null,
    webhookLoss: 0,
    webhookShuffle: false,
    webhookDuplicate: 0,
    webhookDelayMs: 0,
    commit503: 0,
  };
}
