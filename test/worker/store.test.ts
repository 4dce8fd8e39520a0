import type { Sql } from "../../src/store/sql.ts";
import { storeCases } from "../store/cases.ts";
import { d1Cases } from "../world/d1.cases.ts";
import { migratedD1 } from "./migrated.ts";

const open = async () => (await migratedD1()) as unknown as Sql;

d1Cases(open);
storeCases(open);
