import { type Command, Option } from 'commander';
import { z } from 'zod';
import { Capability } from '../../pipeline/contracts/engine-descriptor.js';
import { profileNames } from '../../pipeline/subtitles/profiles/resolve-profile.js';
import { parseAmount } from './parse-amount.js';
import { parseCount } from './parse-count.js';
import { parseList } from './parse-list.js';
import { parsePairs } from './parse-pairs.js';

const formats = ['srt', 'vtt', 'ass', 'ttml', 'json', 'csv', 'txt'] as const;
const formalities = ['default', 'formal', 'informal'] as const;
const lipSyncs = ['auto', 'off'] as const;
const loudnesses = ['web', 'streaming', 'ebu-r128'] as const;

/** What a person asks of a job, as the options of `dub` and `submit` say it. Paths are as given. */
export const JobOptions = z.object({
  to: z.array(z.string()).readonly().optional(),
  from: z.string().optional(),
  transcript: z.string().optional(),
  translation: z.record(z.string(), z.string()).optional(),
  engine: z
    .partialRecord(Capability, z.string(), {
      error: () => `--engine takes one of ${Capability.options.join(', ')}, for example --engine translator=apertium`,
    })
    .optional(),
  speakers: z.number().optional(),
  cloneVoices: z.string().optional(),
  budget: z.number().optional(),
  glossary: z.string().optional(),
  formality: z.enum(formalities).optional(),
  loudness: z.enum(loudnesses).optional(),
  lipSync: z.enum(lipSyncs).optional(),
  allowNonCommercial: z.boolean().optional(),
  formats: z
    .array(z.enum(formats, { error: () => `--formats takes ${formats.join(', ')}` }))
    .readonly()
    .optional(),
  subtitleProfile: z
    .enum(profileNames, { error: () => `--subtitle-profile takes ${profileNames.join(', ')}` })
    .optional(),
  sdh: z.boolean().optional(),
  burnIn: z.boolean().optional(),
  bilingual: z.boolean().optional(),
});
export type JobOptions = z.infer<typeof JobOptions>;

/** Adds those options to a command. */
export function addJobOptions(command: Command): Command {
  return command
    .option('--to <languages>', 'target languages as BCP-47 tags: es or es,fr,pt-BR', parseList)
    .option('--from <language>', 'language spoken in the video (default: the server’s, en)')
    .option('--transcript <file>', 'what is said, instead of recognising it: SRT, VTT, ASS, TTML, JSON or text')
    .option('--translation <language=file>', 'a translation of yours for one language; repeatable', parsePairs)
    .option(
      '--engine <capability=id>',
      'an engine instead of the best one, e.g. translator=apertium; repeatable',
      parsePairs,
    )
    .option('--speakers <count>', 'how many people speak', parseCount)
    .option(
      '--clone-voices <consent.json>',
      'whose voices the dub imitates, with the consent of each; nobody is cloned without (docs/voice-cloning.md)',
    )
    .option('--budget <usd>', 'the most the job may cost; it pauses instead of overrunning', parseAmount)
    .option('--glossary <file.csv>', 'terms that must come out as given, source,target a line')
    .addOption(
      new Option('--formality <choice>', 'how people are addressed, where the translator can choose').choices(
        formalities,
      ),
    )
    .addOption(new Option('--loudness <profile>', 'loudness of the result: −14, −16 or −23 LUFS').choices(loudnesses))
    .addOption(
      new Option('--lip-sync <choice>', 'whether mouths speak the new language (default: auto)').choices(lipSyncs),
    )
    .option('--allow-non-commercial', 'take engines whose weights forbid commercial use, too')
    .option('--formats <formats>', `subtitle formats: ${formats.join(',')} (default: srt,vtt)`, parseList)
    .option('--subtitle-profile <name>', `rules the subtitles keep: ${profileNames.join(', ')} (default: netflix)`)
    .option('--sdh', 'a second set of subtitles for the deaf and hard of hearing, with speakers named')
    .option('--burn-in', 'paint the subtitles into the picture (re-encodes the video)')
    .option('--bilingual', 'source and target text together in each subtitle');
}
