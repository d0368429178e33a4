/** What each failure code means for a machine (retryable), for a person (title) and what to do next. */
export interface ErrorEntry {
  readonly retryable: boolean;
  /** One plain sentence for people; never holds an id, a path or a secret. */
  readonly title: string;
  /** What the reader can do about it. */
  readonly next: string;
  /** HTTP status used when the code reaches the API. */
  readonly status: number;
}

const entry = (status: number, retryable: boolean, title: string, next: string): ErrorEntry => ({
  status,
  retryable,
  title,
  next,
});

/** The one table of failure codes. Codes are stable: clients branch on them. */
export const errorTable = {
  'source-empty': entry(422, false, 'The file is empty.', 'Upload the file again; check that the export finished.'),
  'source-not-media': entry(
    422,
    false,
    'The file is not a video or audio file we can read.',
    'Upload a video as MP4, MOV, MKV, WebM, AVI or MPEG.',
  ),
  'source-damaged': entry(
    422,
    false,
    'The file is cut off or damaged.',
    'Export or download the file again and submit the new copy.',
  ),
  'source-forbidden': entry(
    422,
    false,
    'The file points to other files or addresses, which is not allowed.',
    'Submit a self-contained media file, not a playlist or a file that refers to others.',
  ),
  'source-missing': entry(404, false, 'The source file does not exist.', 'Upload the file first, then submit the job.'),
  'source-too-large': entry(
    413,
    false,
    'The file exceeds the limits of this deployment.',
    'Cut the video, or raise the limit in the deployment settings.',
  ),
  'no-video': entry(422, false, 'The file has no video stream.', 'Submit a file that has a picture.'),
  'no-audio': entry(
    422,
    false,
    'The video has no audio track.',
    'Submit a video with sound; a silent video has nothing to dub.',
  ),
  'no-speech': entry(
    422,
    false,
    'No speech was found in the audio.',
    'Check that people speak in the video, or bring a transcript.',
  ),
  'language-unknown': entry(
    400,
    false,
    'A language tag is not known.',
    'Use BCP-47 tags such as es, pt-BR or ca; GET /api/languages lists what is reachable.',
  ),
  'language-missing': entry(
    400,
    false,
    'No target language was given.',
    'Name at least one target language, for example --to es.',
  ),
  'language-same': entry(
    400,
    false,
    'The target language is the language already spoken.',
    'Choose another target language, or correct the source language.',
  ),
  'language-unreachable': entry(
    422,
    false,
    'No installed engine reaches this language.',
    'Bring a translation or a transcript, or install a neural or managed engine; GET /api/languages lists what is reachable.',
  ),
  'engine-missing': entry(
    422,
    false,
    'An engine this job needs is not installed.',
    'Run npm run doctor: it names what is missing and the command that installs it.',
  ),
  'licence-refused': entry(
    422,
    false,
    'The licence of an engine or a model forbids this use.',
    'Choose one of the engines named in the message, or submit the job with commercialUse false if it is not commercial.',
  ),
  'consent-missing': entry(
    422,
    false,
    'A voice cannot be cloned without a consent that covers it.',
    'Add the consent of the person who speaks, for these languages and this use, or do without cloning: stock voices need none.',
  ),
  'model-damaged': entry(
    500,
    false,
    'A model file is not the one that was published.',
    'Pull the model again; if it stays, compare its digest with that of its publisher.',
  ),
  'disk-full': entry(
    507,
    true,
    'There is no room left on the disk.',
    'Make room; the work goes on from where it stopped.',
  ),
  'engine-failed': entry(
    500,
    true,
    'An engine stopped with an error.',
    'It is tried again; if it stays, see the job log.',
  ),
  'request-invalid': entry(400, false, 'The request is not valid.', 'Correct the fields named in the message.'),
  'not-found': entry(404, false, 'There is no such thing here.', 'Check the id.'),
  conflict: entry(409, false, 'The request conflicts with the present state.', 'Read the present state and try again.'),
  'precondition-failed': entry(
    412,
    false,
    'It was changed by someone else meanwhile.',
    'Read it again and repeat the change.',
  ),
  cancelled: entry(
    409,
    false,
    'The job was cancelled.',
    'Submit it again if that was a mistake; finished work is kept.',
  ),
  'time-limit': entry(500, false, 'The work took longer than its limit.', 'Cut the video, or raise the limit.'),
  'attempts-exhausted': entry(
    500,
    false,
    'The work failed every time it was tried.',
    'See the job log for the reason; submit again when it is mended, finished work is kept.',
  ),
  'message-invalid': entry(
    500,
    false,
    'A queue message could not be read.',
    'Check that app and worker have one version.',
  ),
  'transcript-invalid': entry(
    422,
    false,
    'The transcript or subtitle that was brought cannot be used.',
    'Correct the line named in the message.',
  ),
  unavailable: entry(503, true, 'A service this needs did not answer.', 'It is tried again by itself.'),
  internal: entry(500, true, 'Something unexpected went wrong.', 'See the job log; report it with the job id.'),
} as const satisfies Record<string, ErrorEntry>;

/** A stable failure code; see {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;
