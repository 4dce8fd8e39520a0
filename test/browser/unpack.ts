import { inflate } from "@sparticuz/chromium";

/** Unpacks each of the files it is given into the folder for what is temporary. */
await Promise.all(process.argv.slice(2).map(inflate));
