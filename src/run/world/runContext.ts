import type { Instant } from "../../core/domain/values/time.ts";
import { counted } from "../../store/database/sql.ts";
import { type Lease, leaseTable } from "../../store/runs/lease.ts";
import type { RunReport } from "../../store/runs/runs.ts";
import { Budget } from "./budget.ts";
import type { Connection, World } from "./world.ts";
import type { WorldTime } from "./worldTime.ts";

/** What a message asks a run to read: all there is, what hooks named, or nothing more, for an earlier run has read it all. */
export type Asked = "all" | "named" | "rest";

/** What something done with a connection has before it holds the lease: the world, its statements counted, and what may be used. */
interface Invocation extends World {
  connection: Connection;
  budget: Budget;
  /** Wall time. */
  startedAt: Instant;
}

/** The same once it holds the lease: no other run is under way. */
export interface LeaseContext extends Invocation {
  lease: Lease;
  /** Whether the lease is still held, to be asked before each call of a service; it is renewed where that is due. */
  isOurs(): Promise<boolean>;
}

/** What a run has from its beginning, before it has signed in anywhere (then it is an `OpenRun`). Its `fetch` listens for the time. */
export interface RunContext extends LeaseContext {
  time: WorldTime;
  asked: Asked;
  /** What the run came to, written as it goes. */
  report: RunReport;
}

/** Begins to count what is used, for a run or for what is done between two. */
export function invocation(connection: Connection, world: World): Invocation {
  const budget = new Budget(connection.budget, world.wallNow);
  const sql = counted(world.sql, count => {
    budget.statements += count;
  });
  return { ...world, sql, connection, budget, startedAt: world.wallNow() };
}

/** Takes the connection's lease; null while another run holds it, which is then marked to be followed by one more. */
export async function underLease(begun: Invocation): Promise<LeaseContext | null> {
  const { sql, connection, startedAt, wallNow } = begun;
  const lease = await leaseTable.take(sql, connection.id, crypto.randomUUID(), startedAt);
  return lease === null ? null : { ...begun, lease, isOurs: leaseTable.keeping(sql, lease, startedAt, wallNow) };
}
