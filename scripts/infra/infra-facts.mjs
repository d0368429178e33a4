/**
 * Everything the rules judge: the files of infra/ and what they must agree with.
 * @typedef {Readonly<{
 *   documents: readonly import('./read-document.mjs').BicepDocument[],
 *   shapes: import('./resource-shape.mjs').ResourceShapes,
 *   code: import('./code-facts.mjs').CodeFacts,
 *   dockerfile: string,
 *   azureYaml: string,
 *   workbook: string,
 *   systemPackages: readonly import('../setup/read-packages.mjs').SystemPackage[],
 * }>} InfraFacts
 */

export {};
