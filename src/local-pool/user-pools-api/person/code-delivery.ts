import type { CodeDelivery } from '../../people/one-time-codes.js';

/** `CodeDeliveryDetails` of the API. */
export const deliveryDetails = ({ attribute, medium, destination }: CodeDelivery): object => ({
  AttributeName: attribute,
  DeliveryMedium: medium,
  Destination: destination,
});
