import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address'

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '192.167.255.255',
]
const PUBLIC_V6 = ['2606:4700::1111', '2a00:1450:4001:80b::200e', '2400:cb00::1', '3ffe::1']
const OURS = [
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
]
const OURS_V6 = [
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
]

describe('the public internet', () => {
  it.each([...PUBLIC, ...PUBLIC_V6])('has %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
  it.each([...OURS, ...OURS_V6])('has not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
  it.each(['', 'localhost', '127.1', '0x7f.0.0.1', '2130706433', '[::1]', '1.1.1.1 '])(
    'knows no address %j',
    (text) => {
      expect(isPublicAddress(text)).toBe(false)
    },
  )
})
