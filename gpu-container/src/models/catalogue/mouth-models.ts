import type { ModelEntry } from '../model-entry.js';

/** Models that see who speaks and draw mouths. */
export const mouthModels: readonly ModelEntry[] = [
  {
    id: 'light-asd-ava',
    title: 'Light-ASD: who on screen is speaking',
    task: 'active-speaker',
    origin: {
      kind: 'converted',
      from: 'Junhua-Liao/Light-ASD weight/pretrain_AVA_CVPR.model @ ed38c232de5efe0261dbd68627c0ade7cdfe14eb',
    },
    files: [
      {
        path: 'light_asd_ava.onnx',
        sha256: 'b614eae86d1eddccf1ce2b679cf3112ec424a10632a074842d19fabeec849750',
        sizeBytes: 4099864,
      },
    ],
    licence: { name: 'MIT', commercialUse: 'yes', note: 'trained on AVA-ActiveSpeaker' },
    languages: [],
    memoryMiB: 120,
    providers: ['cpu', 'cuda'],
    citation: 'Liao et al.: A Light Weight Model for Active Speaker Detection, CVPR 2023',
  },
  {
    id: 'dh-live-mini',
    title: 'DH_live mini mouth renderer',
    task: 'mouth-rendering',
    origin: {
      kind: 'converted',
      from: 'kleinlee/DH_live web_demo/static/DHLiveMini.wasm @ 5c09494289acfbf7ed001833f161d333227b7003; teeth_ref @ a0e839e6ed46e6dd728b3e0cfb3ad68155d34ce9',
    },
    files: [
      {
        path: 'dh_mini_audio2bs.onnx',
        sha256: '7022d4347ded325dc939d40bd6eef34a0697ddf35c2cd235373365d41491274f',
        sizeBytes: 2573557,
      },
      {
        path: 'dh_mini_ref_encoder.onnx',
        sha256: '750913513a250fce8b9368e760f277016944dc9c40c4ea024bc4e64d579d879e',
        sizeBytes: 37864,
      },
      {
        path: 'dh_mini_renderer.onnx',
        sha256: 'c9dcb22f812d91c36417903e5c5e225be5a8ad7c7f8aa4b5f043d4173bb1db5b',
        sizeBytes: 525775,
      },
      {
        path: 'aux/bs_texture_halfFace.png',
        sha256: '37c5b168b3b2745219cc8bd158f6052f7ae8dd1013dc9f9e5e86649d7b03a8fb',
        sizeBytes: 3703,
      },
      {
        path: 'aux/face3D.obj',
        sha256: 'f8374cb28d7ccf1164b54ad8b1c1b9abe50dd1409a6706a0b558dc6b7c64ba50',
        sizeBytes: 41129,
      },
      {
        path: 'aux/face_wrap_entity.obj',
        sha256: 'edb5994adb304f98afb95bc4963106d641470418c14ed36567c94c32d63802ae',
        sizeBytes: 14920,
      },
      {
        path: 'aux/index_wrap.json',
        sha256: '411b82823209c1461bbcdd3b640b37f6da1d194f696475a8dd48963bd8e7efbe',
        sizeBytes: 995,
      },
      {
        path: 'aux/teeth_ref/221.png',
        sha256: '19d0c4f4ac7073c24e45dcbb04fb3884db8f1353f44d65b770522cd14c49a342',
        sizeBytes: 3376,
      },
      {
        path: 'aux/teeth_ref/252.png',
        sha256: '953d40927988023c6e795c39210721f5ab32648c085e68ce685244376fa5d7a8',
        sizeBytes: 3008,
      },
      {
        path: 'aux/teeth_ref/328.png',
        sha256: 'fb73df63a459eae8969418c392a998728836a6d79b1082303227c7e08c4b94c9',
        sizeBytes: 2657,
      },
      {
        path: 'aux/teeth_ref/377.png',
        sha256: 'f341115f02759faa3b44923201eda388c4a9de55722a952d80a754c63a73f337',
        sizeBytes: 2470,
      },
      {
        path: 'aux/teeth_ref/398.png',
        sha256: '94eb425a4a974084915c0c1d9af3e4b38e4b72dc18d033f3e770eedc734c44a9',
        sizeBytes: 4484,
      },
      {
        path: 'aux/teeth_ref/519.png',
        sha256: 'b08c12a0d0b4523b7a11d68a7511790ca7863b7614e7f11474935faca48e4b90',
        sizeBytes: 3546,
      },
      {
        path: 'aux/teeth_ref/558.png',
        sha256: '1db70f312c729b78034c5dae3fa80e1eb5f3cea6c70145042bb1bc0398271b91',
        sizeBytes: 2639,
      },
      {
        path: 'aux/teeth_ref/682.png',
        sha256: '66b91ef14423bae8ca965c73f3ad431fc632e766dc13779a821eeaada0866c3d',
        sizeBytes: 3354,
      },
      {
        path: 'aux/teeth_ref/743.png',
        sha256: '58b75a520d99d96300ab1e128c9f26468336f928b513cd7f9bff7fbb819c1741',
        sizeBytes: 3260,
      },
      {
        path: 'aux/teeth_ref/760.png',
        sha256: '24f80b8f61b41c2bf080ccedd5603f8a4466d0a3d2a6900dea51c93d17a8c7bf',
        sizeBytes: 3200,
      },
      {
        path: 'aux/teeth_ref/794.png',
        sha256: 'bdd444655fee911b491033be1702a64189f79bbb1c1e8ee3a7f07adc415621dd',
        sizeBytes: 3597,
      },
    ],
    licence: {
      name: 'MIT',
      commercialUse: 'ask',
      note: 'MIT at that commit; later versions of its README ask for an authorisation for commercial use of the web demo',
    },
    languages: [],
    memoryMiB: 100,
    providers: ['cpu', 'cuda'],
    citation: 'kleinlee: DH_live, 2024',
  },
  {
    id: 'wav2lip',
    title: 'Wav2Lip mouth renderer',
    task: 'mouth-rendering',
    origin: {
      kind: 'converted',
      from: 'Rudrabha/Wav2Lip wav2lip_gan.pth; inputs mel [n,1,80,16] and faces [n,6,96,96], output mouths [n,3,96,96]',
    },
    files: [{ path: 'wav2lip.onnx' }],
    licence: {
      name: 'LicenseRef-Wav2Lip-research',
      commercialUse: 'no',
      note: 'weights trained on LRS2: personal, research and non-commercial use only',
    },
    languages: [],
    memoryMiB: 500,
    providers: ['cpu', 'cuda'],
    citation: 'Prajwal et al.: A Lip Sync Expert Is All You Need for Speech to Lip Generation In the Wild, ACM MM 2020',
  },
  {
    id: 'realesr-general-x4v3',
    title: 'Real-ESRGAN general x4 v3, small, denoising halfway',
    task: 'super-resolution',
    origin: { kind: 'hub', repo: 'techycoder/realesrgan-general-x4v3', revision: 'main' },
    files: [{ path: 'realesr-general-x4v3-dn50.onnx' }],
    licence: { name: 'BSD-3-Clause', commercialUse: 'yes', note: 'official weights, converted by the publisher' },
    languages: [],
    memoryMiB: 400,
    providers: ['cpu', 'cuda'],
    citation:
      'Wang et al.: Real-ESRGAN: Training Real-World Blind Super-Resolution with Pure Synthetic Data, ICCVW 2021',
  },
];
