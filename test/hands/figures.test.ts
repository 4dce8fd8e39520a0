import { figures } from "./kinds/figures.ts";
import { playKind } from "./scenario.ts";

playKind(figures);
