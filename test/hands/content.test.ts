import { content } from "./kinds/content.ts";
import { playKind } from "./scenario.ts";

playKind(content);
