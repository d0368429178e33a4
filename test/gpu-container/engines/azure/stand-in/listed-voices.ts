const voice = (ShortName: string, Gender: string, more: object = {}) => {
  const Locale = ShortName.split('-').slice(0, -1).join('-');
  return {
    Name: `Microsoft Server Speech Text to Speech Voice (${Locale}, ${ShortName.split('-').at(-1)})`,
    DisplayName: ShortName,
    LocalName: ShortName,
    ...{ ShortName, Gender, Locale, LocaleName: Locale },
    ...{ SampleRateHertz: '24000', VoiceType: 'Neural', Status: 'GA', WordsPerMinute: '150' },
    ...more,
  };
};

/** A voice list in the service's words: some of every kind it lists. */
export const LISTED_VOICES = [
  voice('en-US-JennyNeural', 'Female', {
    StyleList: ['assistant', 'chat'],
    ExtendedPropertyMap: { IsHighQuality48K: 'True' },
  }),
  voice('en-US-GuyNeural', 'Male'),
  voice('en-US-BlueNeural', 'Neutral', { Status: 'Preview' }),
  voice('en-US-Ava:DragonHDLatestNeural', 'Female', { VoiceType: 'NeuralHD' }),
  voice('en-GB-RyanNeural', 'Male'),
  voice('es-AR-ElenaNeural', 'Female'),
  voice('es-ES-ElviraNeural', 'Female'),
  voice('es-ES-AlvaroNeural', 'Male'),
  voice('es-MX-DaliaNeural', 'Female'),
  voice('pt-BR-FranciscaNeural', 'Female', { SecondaryLocaleList: ['pt-PT'] }),
  voice('nb-NO-FinnNeural', 'Male'),
  voice('iu-Cans-CA-TaqqiqNeural', 'Male', { Locale: 'iu-CANS-CA' }),
  voice('zh-CN-XiaoxiaoNeural', 'Female'),
  voice('zh-CN-henan-YundengNeural', 'Male'),
  voice('zh-HK-HiuMaanNeural', 'Female'),
  voice('zh-TW-HsiaoChenNeural', 'Female'),
];
