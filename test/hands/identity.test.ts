import { identity } from "./kinds/identity.ts";
import { playKind } from "./scenario.ts";

playKind(identity);
