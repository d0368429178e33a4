/**
 * A setting azd gives its hooks.
 * @param {string} name
 * @returns {string}
 */
export function requireSetting(name) {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: run this through azd`);
  return value;
}
