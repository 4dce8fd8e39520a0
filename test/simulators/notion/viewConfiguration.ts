import { invalid } from "./apiError.ts";
import { asArray, asNumber, asObject, asOneOf, asString, type Fields, onlyKeys } from "./check.ts";
import type { DataSource, Property } from "./records.ts";
import { findProperty } from "./schema.ts";

/** What may stand in a view's configuration beside its type, by type (the client's *ViewConfigRequest types). */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  table: ["properties", "group_by", "subtasks", "wrap_cells", "frozen_column_index", "show_vertical_lines"],
  board: ["group_by", "sub_group_by", "properties", "cover", "cover_size", "cover_aspect", "card_layout"],
  list: ["properties"],
  calendar: ["date_property_id", "properties", "view_range", "show_weekends"],
  timeline: [
    "date_property_id",
    "end_date_property_id",
    "properties",
    "show_table",
    "table_properties",
    "preference",
    "arrows_by",
    "color_by",
  ],
  gallery: ["properties", "cover", "cover_size", "cover_aspect", "card_layout"],
  form: ["is_form_closed", "anonymous_submissions", "submission_permissions"],
  chart: [
    "chart_type",
    "x_axis",
    "y_axis",
    "x_axis_property_id",
    "y_axis_property_id",
    "value",
    "sort",
    "color_theme",
    "height",
    "hide_empty_groups",
    "legend_position",
    "show_data_labels",
    "axis_labels",
    "grid_lines",
    "cumulative",
    "smooth_line",
    "hide_line_fill_area",
    "group_style",
    "y_axis_min",
    "y_axis_max",
    "donut_labels",
    "hide_title",
    "stack_by",
    "reference_lines",
    "caption",
    "color_by_value",
  ],
  map: ["height", "map_by", "properties"],
  dashboard: [],
};

/** How a grouping is called for each type of property; others can't be grouped by. */
const GROUPINGS: Readonly<Record<string, string>> = {
  select: "select",
  multi_select: "multi_select",
  status: "status",
  people: "person",
  created_by: "created_by",
  last_edited_by: "last_edited_by",
  relation: "relation",
  date: "date",
  created_time: "created_time",
  last_edited_time: "last_edited_time",
  rich_text: "text",
  title: "title",
  url: "url",
  email: "email",
  phone_number: "phone_number",
  number: "number",
  checkbox: "checkbox",
  formula: "formula",
};
const GROUP_BY: Readonly<Record<string, readonly string[]>> = {
  date: ["relative", "day", "week", "month", "year"],
  created_time: ["relative", "day", "week", "month", "year"],
  last_edited_time: ["relative", "day", "week", "month", "year"],
  text: ["exact", "alphabet_prefix"],
  title: ["exact", "alphabet_prefix"],
  url: ["exact", "alphabet_prefix"],
  email: ["exact", "alphabet_prefix"],
  phone_number: ["exact", "alphabet_prefix"],
  status: ["group", "option"],
};
const DATES = ["date", "created_time", "last_edited_time"];
const AGGREGATORS = [
  "count",
  "count_values",
  "sum",
  "average",
  "median",
  "min",
  "max",
  "range",
  "unique",
  "empty",
  "not_empty",
  "percent_empty",
  "percent_not_empty",
  "checked",
  "unchecked",
  "percent_checked",
  "percent_unchecked",
  "earliest_date",
  "latest_date",
  "date_range",
] as const;
const OF_NUMBERS = ["sum", "average", "median", "min", "max", "range"];

/**
 * A view's configuration, checked against the data source it shows.
 *
 * @throws 400 for another type's configuration, keys the type does not have, and properties that are not there or can't serve.
 */
export function checkConfiguration(source: DataSource, type: string, given: unknown): Fields {
  const path = "body.configuration";
  const configuration = asObject(given, path);
  asOneOf(configuration.type, `${path}.type`, [type]);
  onlyKeys(configuration, path, ["type", ...(KEYS[type] ?? [])]);
  const groupings = ["group_by", "sub_group_by", "x_axis", "stack_by"].filter(key => isGiven(configuration[key]));
  for (const key of groupings) checkGrouping(source, configuration[key], `${path}.${key}`);
  if (type === "board" && !isGiven(configuration.group_by)) throw missing(`${path}.group_by`);
  if (type === "calendar" || type === "timeline") checkDates(source, configuration, path);
  if (type === "chart") checkChart(source, configuration, path);
  if (isGiven(configuration.properties)) checkShown(source, configuration.properties, `${path}.properties`);
  return configuration;
}

function checkGrouping(source: DataSource, given: unknown, path: string): void {
  const grouping = asObject(given, path);
  const property = propertyOf(source, grouping.property_id, `${path}.property_id`);
  const type = GROUPINGS[property.type];
  if (type === undefined) throw invalid(`${path}.property_id: a ${property.type} property can't be grouped by.`);
  asOneOf(grouping.type, `${path}.type`, [type]);
  asOneOf(asObject(grouping.sort, `${path}.sort`).type, `${path}.sort.type`, ["manual", "ascending", "descending"]);
  const ways = GROUP_BY[type];
  if (ways !== undefined) asOneOf(grouping.group_by, `${path}.group_by`, ways);
}

function checkDates(source: DataSource, configuration: Fields, path: string): void {
  for (const key of ["date_property_id", "end_date_property_id"]) {
    if (key !== "date_property_id" && !isGiven(configuration[key])) continue;
    const property = propertyOf(source, configuration[key], `${path}.${key}`);
    if (!DATES.includes(property.type)) throw invalid(`${path}.${key} should be a date property.`);
  }
}

function checkChart(source: DataSource, configuration: Fields, path: string): void {
  const kind = asOneOf(configuration.chart_type, `${path}.chart_type`, ["column", "bar", "line", "donut", "number"]);
  const measured = kind === "number" ? "value" : "y_axis";
  for (const key of [measured, "y_axis", "value"]) {
    if (!isGiven(configuration[key])) continue;
    const at = `${path}.${key}`;
    const aggregation = asObject(configuration[key], at);
    onlyKeys(aggregation, at, ["aggregator", "property_id"]);
    const aggregator = asOneOf(aggregation.aggregator, `${at}.aggregator`, AGGREGATORS);
    if (aggregator === "count") continue;
    const property = propertyOf(source, aggregation.property_id, `${at}.property_id`);
    if (OF_NUMBERS.includes(aggregator) && property.type !== "number")
      throw invalid(`${at}.property_id should be a number property for ${aggregator}.`);
  }
  if (kind !== "number" && !isGiven(configuration.x_axis)) throw missing(`${path}.x_axis`);
  for (const key of ["y_axis_min", "y_axis_max"])
    if (isGiven(configuration[key])) asNumber(configuration[key], `${path}.${key}`);
}

function checkShown(source: DataSource, given: unknown, path: string): void {
  for (const [index, each] of asArray(given, path).entries()) {
    const shown = asObject(each, `${path}[${index}]`);
    propertyOf(source, shown.property_id, `${path}[${index}].property_id`);
  }
}

function propertyOf(source: DataSource, given: unknown, path: string): Property {
  const property = findProperty(source, asString(given, path));
  if (property === null || property === undefined) throw invalid(`${path}: there is no such property.`);
  return property;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function missing(path: string): Error {
  return invalid(`body failed validation: ${path} should be defined, instead was \`undefined\`.`);
}
