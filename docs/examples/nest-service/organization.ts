/** The organization that this service belongs to: the one that a first start of Grantline makes to try things on. */
export const organization = 'demo';
