import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min, ValidateIf } from 'class-validator';
import { MailboxAddress, MailboxKey, PluginSecret, PluginUrl, ServiceConfig } from '@daybook/messaging';

/** Endings of files that do something when they are opened. */
const PROGRAMS =
  'ade,adp,apk,app,bat,chm,cmd,com,cpl,dll,dmg,exe,hta,ins,isp,jar,js,jse,lib,lnk,mde,msc,msi,msp,mst,pif,ps1,scr,sct,sh,sys,vb,vbe,vbs,vxd,wsc,wsf,wsh';

/** The environment of the cases service: what every service has, and how e-mails come in. */
export class CasesConfig extends ServiceConfig {
  /** The address to which customers write; customers has the same. Without it no e-mail comes in. */
  @MailboxAddress()
  casesMailbox?: string;

  /** The key by which an answer is known as one; customers has the same. Needed with the mailbox. */
  @MailboxKey()
  casesMailboxKey?: string;

  /** Port on which e-mails are taken by SMTP; without it none are. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  inboundSmtpPort?: number;

  @IsString()
  inboundSmtpHost = '127.0.0.1';

  /** File with the certificate (PEM, its chain behind it) with which STARTTLS is offered; without it mail comes in in the clear. */
  @ValidateIf(({ inboundSmtpTlsKey }: CasesConfig) => inboundSmtpTlsKey !== undefined)
  @IsString()
  inboundSmtpTlsCert?: string;

  /** File with the certificate's key (PEM). */
  @ValidateIf(({ inboundSmtpTlsCert }: CasesConfig) => inboundSmtpTlsCert !== undefined)
  @IsString()
  inboundSmtpTlsKey?: string;

  /** Connections that are served at a time; who comes beyond them is told to come later. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  inboundSmtpClients = 50;

  /** E-mails a minute that are taken from one address of the network; what comes beyond them is told to come later. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  inboundMailsPerMinute = 600;

  /** Bytes that an e-mail may have. */
  @Type(() => Number)
  @IsInt()
  @Min(10_000)
  @Max(100_000_000)
  inboundMailMaxBytes = 26_214_400;

  /** What becomes of e-mails from people who are no customers: they open a case as a new customer, or are put aside. */
  @IsIn(['open', 'ignore'])
  inboundMailFromStrangers = 'ignore';

  /** A mailbox from which e-mails are fetched: `imaps://user:password@host:993/INBOX`; without it none are. */
  @IsOptional()
  @Matches(/^imaps?:\/\/[^\s@/]+@[^\s@/]+(\/\S*)?$/, {
    message: 'must be imaps://user:password@host:port/folder, what is special in it written in percent',
  })
  imapUrl?: string;

  /** The folder of that mailbox to which e-mails are moved once they are kept; empty: they are marked as seen. */
  @IsString()
  imapDoneFolder = 'Daybook';

  /** Seconds between two looks into the mailbox. */
  @Type(() => Number)
  @IsNumber()
  @Min(0.02)
  @Max(3_600)
  imapEverySeconds = 30;

  /** Milliseconds that its server is waited for at each step. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(300_000)
  imapTimeoutMs = 20_000;

  /** Days for which e-mails are kept as they came. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  inboundMailKeptDays = 30;

  /** Bytes that an attachment may have. */
  @Type(() => Number)
  @IsInt()
  @Min(1_000)
  @Max(100_000_000)
  attachmentMaxBytes = 20_000_000;

  /** Attachments that a message may have. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(500)
  attachmentsPerMessage = 50;

  /** Endings of names of files that are not taken, separated by commas. */
  @IsString()
  attachmentTypesRefused = PROGRAMS;

  @PluginUrl()
  pluginMalwareScanUrl?: string;

  @PluginSecret('pluginMalwareScanUrl')
  pluginMalwareScanSecret?: string;

  /** Milliseconds that a plugin is waited for. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(30_000)
  pluginTimeoutMs = 10_000;

  /** Milliseconds between two looks for e-mails that came in. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(60_000)
  inboundMailEveryMs = 500;
}
