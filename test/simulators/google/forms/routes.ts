import type { Route } from "../route.ts";
import { object } from "../shape.ts";
import { batchUpdateShape, formShape, publishShape, watchShape } from "./formShape.ts";
import { batchUpdate, createForm, getForm, setPublishSettings } from "./forms.ts";
import { getResponse, listResponses } from "./responses.ts";
import { createWatch, deleteWatch, listWatches, renewWatch } from "./watches.ts";

const AUTH = "https://www.googleapis.com/auth/";
const BODY = ["drive", "drive.file", "forms.body"].map(name => AUTH + name);
const BODY_READ = [...BODY, ...["drive.readonly", "forms.body.readonly"].map(name => AUTH + name)];
const RESPONSES = ["drive", "drive.file", "forms.responses.readonly"].map(name => AUTH + name);
const WATCHES = [...BODY_READ, `${AUTH}forms.responses.readonly`];

const empty = object({});
const at = (pattern: string) => new RegExp(`^/v1/forms${pattern.replaceAll("*", "([^/:]+)")}$`);

/** The methods of Forms v1. */
export const formsRoutes: Route[] = [
  {
    method: "POST",
    path: at(""),
    scopes: BODY,
    query: { unpublished: "flag" },
    body: formShape,
    weight: "write",
    handle: createForm,
  },
  { method: "GET", path: at("/*"), scopes: BODY_READ, query: {}, weight: "read", handle: getForm },
  {
    method: "POST",
    path: at("/*:batchUpdate"),
    scopes: BODY,
    query: {},
    body: batchUpdateShape,
    weight: "write",
    handle: batchUpdate,
  },
  {
    method: "POST",
    path: at("/*:setPublishSettings"),
    scopes: BODY,
    query: {},
    body: publishShape,
    weight: "write",
    handle: setPublishSettings,
  },
  {
    method: "GET",
    path: at("/*/responses"),
    scopes: RESPONSES,
    query: { filter: "text", pageSize: { from: 0, to: Number.MAX_SAFE_INTEGER }, pageToken: "text" },
    weight: "expensiveRead",
    handle: listResponses,
  },
  { method: "GET", path: at("/*/responses/*"), scopes: RESPONSES, query: {}, weight: "read", handle: getResponse },
  { method: "GET", path: at("/*/watches"), scopes: WATCHES, query: {}, weight: "read", handle: listWatches },
  {
    method: "POST",
    path: at("/*/watches"),
    scopes: WATCHES,
    query: {},
    body: watchShape,
    weight: "write",
    handle: createWatch,
  },
  { method: "DELETE", path: at("/*/watches/*"), scopes: WATCHES, query: {}, weight: "write", handle: deleteWatch },
  {
    method: "POST",
    path: at("/*/watches/*:renew"),
    scopes: WATCHES,
    query: {},
    body: empty,
    weight: "write",
    handle: renewWatch,
  },
];
