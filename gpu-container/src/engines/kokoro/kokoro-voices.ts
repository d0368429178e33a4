/** A voice of Kokoro-82M v1.0: the name of its file, and what it speaks. */
export interface KokoroVoice {
  readonly id: string;
  readonly language: 'en-US' | 'en-GB' | 'es' | 'fr' | 'hi' | 'it' | 'pt-BR';
  readonly gender: 'female' | 'male';
}

/** Its first letter is the language, as its publisher has it. Japanese and Mandarin need readings nobody here makes. */
const LANGUAGES = { a: 'en-US', b: 'en-GB', e: 'es', f: 'fr', h: 'hi', i: 'it', p: 'pt-BR' } as const;

/** Women and men in turn so that a cast alternates; in each, the better rated by their publisher come first. */
const NAMES = `
  af_heart am_michael af_bella am_fenrir af_nicole am_puck af_aoede am_echo af_kore am_eric af_sarah am_liam
  af_alloy am_onyx af_nova am_santa af_sky am_adam af_jessica af_river
  bf_emma bm_fable bf_isabella bm_george bf_alice bm_lewis bf_lily bm_daniel
  ef_dora em_alex em_santa
  ff_siwis
  hf_alpha hm_omega hf_beta hm_psi
  if_sara im_nicola
  pf_dora pm_alex pm_santa`;

/** Every voice whose language is spoken here. */
export const KOKORO_VOICES: readonly KokoroVoice[] = NAMES.trim().split(/\s+/).map(read);

function read(id: string): KokoroVoice {
  const [language, gender] = id;
  const known = Object.entries(LANGUAGES).find(([letter]) => letter === language)?.[1];
  if (known === undefined) throw new Error(`The language of the voice ${id} is not known.`);
  return { id, language: known, gender: gender === 'f' ? 'female' : 'male' };
}
