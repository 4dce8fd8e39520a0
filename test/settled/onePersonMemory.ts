// Lays down what is to be handed out and erased of one person in a thread of its own, with its memory limited.
import { parentPort, workerData } from "node:worker_threads";
import { handedOut } from "../../src/core/state/personal/handedOut.ts";
import { identityOf } from "../../src/core/state/personal/identity.ts";
import { snapshotOf } from "../../src/core/state/snapshot.ts";
import { concerning } from "../../src/run/operate/concerning.ts";
import { erasureIn } from "../../src/run/operate/forget.ts";
import { RunMirror } from "../../src/run/world/mirror.ts";
import { readKeptOfPerson } from "../../src/store/people/personal.ts";
import { openD1 } from "../world/d1.ts";

/** What the thread is to do; `isWhole` is true where everything is to be in memory. */
export interface Asked {
  path: string;
  email: string;
  isWhole: boolean;
}

const { path, email, isWhole } = workerData as Asked;
const sql = openD1(path);
const mirror = isWhole ? (await RunMirror.load(sql, [], "all")).kept() : await concerning(sql, { email });
const snapshot = snapshotOf(mirror);
const found = identityOf(snapshot, email);
if (found.is !== "found") throw new Error(`${email} is ${found.is}`);
const given = handedOut(snapshot, found.person, await readKeptOfPerson(sql, found.person.pageIds));
sql.close();
parentPort?.postMessage(JSON.stringify([given, erasureIn(mirror, email)]));
