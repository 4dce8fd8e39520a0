import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, front, Trouble } from "../../src/cli/front.ts";
import { NO_BROWSER } from "../browser/browser.ts";
import { openInBrowser } from "../browser/world.ts";
import { leaving } from "../demo/leaving.ts";
import { FOLDER, keepWords } from "./kept.ts";
import { takePictures } from "./pictures.ts";

const house = leaving();
await front(
  commandLine("pictures", "Takes the pictures in docs/pictures anew, of what is in the playground today."),
  async () => {
    if (NO_BROWSER !== null) throw new Trouble(`No picture can be taken: ${NO_BROWSER}.`);
    try {
      const taken = await takePictures(await openInBrowser(house));
      for (const { name, png } of taken) {
        writeFileSync(join(FOLDER, `${name}.png`), png);
        console.log(`${name}: ${(png.length / 1024).toFixed(0)} KiB`);
      }
      keepWords(taken);
      return 0;
    } finally {
      await house.leave();
    }
  },
);
