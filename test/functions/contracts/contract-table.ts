import type { z } from 'zod';
import { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import { CostAccount } from '../../../pipeline/contracts/cost-account.js';
import { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import { EngineDescriptor, Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { Estimate } from '../../../pipeline/contracts/estimate.js';
import { EstimateRequest } from '../../../pipeline/contracts/estimate-request.js';
import { FaceManifest } from '../../../pipeline/contracts/face-manifest.js';
import { FaceTracks } from '../../../pipeline/contracts/face-tracks.js';
import { Failure } from '../../../pipeline/contracts/failure.js';
import { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { JobBrief } from '../../../pipeline/contracts/job-brief.js';
import { JobBudget } from '../../../pipeline/contracts/job-budget.js';
import { JobDocument } from '../../../pipeline/contracts/job-document.js';
import { JobEvent } from '../../../pipeline/contracts/job-event.js';
import { JobOutputs } from '../../../pipeline/contracts/job-output.js';
import { JobProgress } from '../../../pipeline/contracts/job-progress.js';
import { JobRequest } from '../../../pipeline/contracts/job-request.js';
import { JobResult } from '../../../pipeline/contracts/job-result.js';
import { JobStatus } from '../../../pipeline/contracts/job-status.js';
import { JobTrace } from '../../../pipeline/contracts/job-trace.js';
import { LipManifest } from '../../../pipeline/contracts/lip-manifest.js';
import { LipReport } from '../../../pipeline/contracts/lip-report.js';
import { LipVerification } from '../../../pipeline/contracts/lip-verification.js';
import { LoudnessReport } from '../../../pipeline/contracts/loudness-report.js';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { Memo } from '../../../pipeline/contracts/memo.js';
import { MixReport } from '../../../pipeline/contracts/mix-report.js';
import { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import { PriceTable } from '../../../pipeline/contracts/price-table.js';
import { Problem } from '../../../pipeline/contracts/problem.js';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import { ReceiptVoice } from '../../../pipeline/contracts/receipt-voice.js';
import { SeparationReport } from '../../../pipeline/contracts/separation-report.js';
import { ShotList } from '../../../pipeline/contracts/shot-list.js';
import { SourceFile } from '../../../pipeline/contracts/source-file.js';
import { SpeakingFaces } from '../../../pipeline/contracts/speaking-faces.js';
import { SpeechTiming } from '../../../pipeline/contracts/speech-timing.js';
import { Speech } from '../../../pipeline/contracts/spoken-segment.js';
import { StageOutcome } from '../../../pipeline/contracts/stage-outcome.js';
import { StagePlan } from '../../../pipeline/contracts/stage-plan.js';
import { StageRequest } from '../../../pipeline/contracts/stage-request.js';
import { StageResolution } from '../../../pipeline/contracts/stage-resolution.js';
import { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import { TaskResult } from '../../../pipeline/contracts/task-result.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import { Translation } from '../../../pipeline/contracts/translation.js';
import { Unit } from '../../../pipeline/contracts/unit.js';
import { UploadGrant, UploadRequest } from '../../../pipeline/contracts/upload.js';
import { Verification } from '../../../pipeline/contracts/verification.js';
import { VoiceConsent } from '../../../pipeline/contracts/voice-consent.js';
import { SampleReport, VoiceSamples } from '../../../pipeline/contracts/voice-sample.js';
import { VoiceWishes } from '../../../pipeline/contracts/voice-wishes.js';

/** A contract that crosses a process boundary; its samples lie in `test/fixtures/<fixture>.json`. */
export interface ContractCase {
  readonly fixture: string;
  /** The file of `pipeline/contracts` it comes from. */
  readonly file: string;
  readonly schema: z.ZodType;
}

const contract = (fixture: string, schema: z.ZodType, file = fixture): ContractCase => ({ fixture, file, schema });

export const contractTable: readonly ContractCase[] = [
  contract('artifact-ref', ArtifactRef),
  contract('cost-account', CostAccount),
  contract('estimate', Estimate),
  contract('estimate-request', EstimateRequest),
  contract('job-budget', JobBudget),
  contract('job-event', JobEvent),
  contract('price-table', PriceTable),
  contract('engine-choice', EngineChoice),
  contract('engine-descriptor', EngineDescriptor),
  contract('survey', Survey, 'engine-descriptor'),
  contract('face-manifest', FaceManifest),
  contract('face-tracks', FaceTracks),
  contract('frame-index', FrameIndex),
  contract('lip-manifest', LipManifest),
  contract('lip-verification', LipVerification),
  contract('lip-report', LipReport),
  contract('mouth-script', MouthScript),
  contract('speaking-faces', SpeakingFaces),
  contract('receipt-voice', ReceiptVoice),
  contract('sample-report', SampleReport, 'voice-sample'),
  contract('voice-consent', VoiceConsent),
  contract('voice-samples', VoiceSamples, 'voice-sample'),
  contract('voice-wishes', VoiceWishes),
  contract('failure', Failure),
  contract('fit-plan', FitPlan),
  contract('job-brief', JobBrief),
  contract('job-document', JobDocument),
  contract('job-outputs', JobOutputs, 'job-output'),
  contract('job-progress', JobProgress),
  contract('job-request', JobRequest),
  contract('job-result', JobResult),
  contract('job-status', JobStatus),
  contract('job-trace', JobTrace),
  contract('loudness-report', LoudnessReport),
  contract('media-info', MediaInfo),
  contract('memo', Memo),
  contract('mix-report', MixReport),
  contract('problem', Problem),
  contract('receipt', Receipt),
  contract('separation-report', SeparationReport),
  contract('shot-list', ShotList),
  contract('source-file', SourceFile),
  contract('speech', Speech, 'spoken-segment'),
  contract('speech-timing', SpeechTiming),
  contract('stage-outcome', StageOutcome),
  contract('stage-plan', StagePlan),
  contract('stage-request', StageRequest),
  contract('stage-resolution', StageResolution),
  contract('task-message', TaskMessage),
  contract('task-result', TaskResult),
  contract('transcript', Transcript),
  contract('translation', Translation),
  contract('unit', Unit),
  contract('upload-grant', UploadGrant, 'upload'),
  contract('upload-request', UploadRequest, 'upload'),
  contract('verification', Verification),
];

/** Files of `pipeline/contracts` that are only ever parts of others: their samples are in those. */
export const partsOfOthers: readonly string[] = [
  'language-tag',
  'picture-proof',
  'sync-score',
  'receipt-language',
  'receipt-lips',
  'receipt-segment',
  'receipt-subtitles',
  'span',
  'span-attributes',
  'stage-name',
  'subtitle-request',
  'trace-context',
  'word',
];
