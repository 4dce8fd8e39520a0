import { absence } from "./kinds/absence.ts";
import { playKind } from "./scenario.ts";

playKind(absence);
