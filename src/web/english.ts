import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";

// What is wrong with a setting or a body is told in English: `zod/mini` brings no words along.
z.config(en());
