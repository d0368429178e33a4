import type { ModelEntry } from '../model-entry.js';

/** Models that listen to or make sound, whatever the language. */
export const soundModels: readonly ModelEntry[] = [
  {
    id: 'gtcrn',
    title: 'GTCRN speech enhancement',
    task: 'denoising',
    origin: { kind: 'github', repo: 'Xiaobin-Rong/gtcrn', commit: '3862c44808dca492ea5a8a145d2dc2a1028d08c8' },
    files: [
      {
        path: 'gtcrn_simple.onnx',
        originPath: 'stream/onnx_models/gtcrn_simple.onnx',
        sha256: 'b4718df6228e7bdf1a8a435cf98f838636eb2fd331acabf86ba87c5192ebcb87',
        sizeBytes: 535190,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Rong et al.: GTCRN: A Speech Enhancement Model Requiring Ultralow Computational Resources, ICASSP 2024',
  },
  {
    id: 'dtln',
    title: 'DTLN speech enhancement',
    task: 'denoising',
    origin: { kind: 'github', repo: 'breizhn/DTLN', commit: '1de1f15a8b5b7e1c44905618ff2ef70ca8277fbc' },
    files: [
      {
        path: 'dtln_model_1.onnx',
        originPath: 'pretrained_model/model_1.onnx',
        sha256: '22b91cae3855e5a0620e66a917ca6c82c58db0e842c770f58d86751c5e8d4ae3',
        sizeBytes: 1458237,
      },
      {
        path: 'dtln_model_2.onnx',
        originPath: 'pretrained_model/model_2.onnx',
        sha256: 'e20c92f9233fccf29cddf86970d0d0161a03aebccc26d6f4d5639c4d5ec2e639',
        sizeBytes: 2510010,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 40,
    providers: ['cpu', 'cuda'],
    citation:
      'Westhausen, Meyer: Dual-Signal Transformation LSTM Network for Real-Time Noise Suppression, Interspeech 2020',
  },
  {
    id: 'dnsmos-p835',
    title: 'DNSMOS P.835: how clean speech sounds',
    task: 'speech-quality',
    origin: { kind: 'github', repo: 'zhcheng26/ttsmos', commit: 'ff97f366eac2f80ff391e99e4036324fad81d6d2' },
    files: [
      {
        path: 'dnsmos_sig_bak_ovr.onnx',
        originPath: 'models/sig_bak_ovr.onnx',
        sha256: '269fbebdb513aa23cddfbb593542ecc540284a91849ac50516870e1ac78f6edd',
        sizeBytes: 1157965,
      },
    ],
    licence: { name: 'CC-BY-4.0', commercialUse: 'yes', note: 'weights of microsoft/DNS-Challenge; its code is MIT' },
    languages: [],
    memoryMiB: 60,
    providers: ['cpu', 'cuda'],
    citation: 'Reddy et al.: DNSMOS P.835: A Non-Intrusive Perceptual Objective Speech Quality Metric, ICASSP 2022',
  },
  {
    id: 'silero-vad-v3',
    title: 'Silero voice activity, version 3',
    task: 'voice-activity',
    origin: { kind: 'github', repo: 'rhasspy/piper', commit: '73c04d81d5590ecc46e522de3601ce7fb29fc2be' },
    files: [
      {
        path: 'silero_vad_v3.onnx',
        originPath: 'src/python/piper_train/norm_audio/models/silero_vad.onnx',
        sha256: 'f87d83bb8929f0608b1b907d3f520b865758a93e34f27e78b21d69d1a9fe54ec',
        sizeBytes: 797513,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 20,
    providers: ['cpu', 'cuda'],
    citation: 'Silero Team: Silero VAD, 2021',
  },
  {
    id: 'swift-f0',
    title: 'SwiftF0 pitch',
    task: 'pitch',
    origin: { kind: 'github', repo: 'lars76/swift-f0', commit: '64700fce8ef39c2970814bf427ac1d75a2f20d72' },
    files: [
      {
        path: 'swift_f0.onnx',
        originPath: 'swift_f0/model.onnx',
        sha256: '7e2390db8379cd9e1e2b22828e55b45b57c8559e4c8335678c717dc245c18176',
        sizeBytes: 397987,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 30,
    providers: ['cpu', 'cuda'],
    citation: 'Nieradzik: SwiftF0: Fast and Accurate Monophonic Pitch Detection, 2025',
  },
  {
    id: 'hifigan-lj-v2',
    title: 'HiFi-GAN vocoder V2, one English voice',
    task: 'vocoder',
    origin: {
      kind: 'converted',
      from: 'roatienza/efficientspeech hifigan/LJ_V2/generator_v2 @ 218f62f43cdfe3950961d6d92a1e60c33605c5e1',
    },
    files: [
      {
        path: 'hifigan_lj_v2.onnx',
        sha256: '18c66a9f4ba9c9c6122403f23aad7bf1bb8b1ccd260424f3845195eaf6df05e4',
        sizeBytes: 3743244,
      },
      {
        path: 'hifigan_lj_v2.config.json',
        sha256: 'fb61019b59922086dc4149ede63332ab21a5deb0aa5b51edc79f9995fc4c9736',
        sizeBytes: 832,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes', note: 'trained on LJSpeech, public domain' },
    languages: [],
    memoryMiB: 60,
    providers: ['cpu', 'cuda'],
    citation:
      'Kong et al.: HiFi-GAN: Generative Adversarial Networks for Efficient and High Fidelity Speech Synthesis, NeurIPS 2020',
  },
];
