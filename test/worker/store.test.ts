import { storeCases } from "../store/cases.ts";
import { d1Cases } from "../world/d1.cases.ts";
import { ownEmptyStore } from "./migrated.ts";

const open = ownEmptyStore;

d1Cases(open);
storeCases(open);
