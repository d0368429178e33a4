/** Preload (`node --import`) that puts the TypeScript module hooks in place. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
