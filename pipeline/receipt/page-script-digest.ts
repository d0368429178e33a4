/** Base64 SHA-256 of the page's script, for its content security policy; a test keeps the two together. */
export const pageScriptDigest = '0eIt2n5e3WNQ2Z+lMwKaLVQ2s5pzosStZ4dm6mtQIjI=';
