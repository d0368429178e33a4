/** Ids of Azure's built-in roles, as its documentation lists them; an id that is not here is a slip of the pen. */
export const builtInRoles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  blobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
  serviceBusDataOwner: '090c5cfd-751d-490a-894a-3ce6f1109419',
  serviceBusDataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0',
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39',
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb',
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  cognitiveServicesUser: 'a97b65f3-24c7-4388-baec-2e87135dc908',
  cognitiveServicesSpeechUser: 'f2dc8367-1007-4938-bd23-fe263f013447',
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402',
  eventGridDataSender: 'd5a91429-5739-47e2-a06b-3470a27159e7',
};
