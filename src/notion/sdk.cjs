/**
 * What stands in the deployed Worker for the index of `@notionhq/client` (wrangler.toml, `alias`;
 * docs/decisions/018-what-is-left-out-of-the-bundle.md): the names that Krug imports, from the files they are in.
 */

exports.Client = require("../../node_modules/@notionhq/client/build/src/Client.js").default;

const { APIResponseError, isHTTPResponseError } = require("../../node_modules/@notionhq/client/build/src/errors.js");

exports.APIResponseError = APIResponseError;
exports.isHTTPResponseError = isHTTPResponseError;
exports.LogLevel = require("../../node_modules/@notionhq/client/build/src/logging.js").LogLevel;
exports.verifyWebhookSignature =
  require("../../node_modules/@notionhq/client/build/src/webhooks.js").verifyWebhookSignature;
