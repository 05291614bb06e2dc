import type { ActivityKey } from './entries';

/**
 * Every activity's message in Spanish, with the places and the optional parts of the catalog's own. One that is not
 * here reads as in the catalog; a spec names it.
 */
export const spanishMessages: Readonly<Partial<Record<ActivityKey, string>>> = {
  'customers.customer.created': 'Cliente creado',
  'customers.customer.updated': 'Cliente modificado[: {fieldNames}]',
  'customers.address.changed': 'Dirección modificada: {fieldNames}',
  'customers.customer.anonymised': 'Se borraron los datos personales del cliente',
  'customers.note.added': '{personal.text}',
  'customers.customer.blacklisted': 'En la lista negra por {kinds}[: {personal.text}]',
  'customers.blacklist.lifted': 'Ya no está en la lista negra por {kinds}[: {personal.text}]',
  'customers.call.started': 'Llamada iniciada[ a {personal.to}]',
  'customers.address.verified': 'Dirección[ ({address})] verificada por {provider}',
  'customers.address.verify_failed': 'Dirección[ ({address})] no verificada por {provider}[ ({reasonCode})]',
  'customers.email.sent': 'Correo enviado[ a {personal.to}][: {personal.subject}]',
  'customers.sms.sent': 'SMS enviado[ a {personal.to}][: {personal.text}]',

  'billing.order.partial_saved': 'Pedido[ {context.orderNumber}] guardado sin completar[: {productNames}]',
  'billing.order.declined':
    'Pago de {attemptedAmount} por {productNames} rechazado[ por {processor}][ ({responseCode})]',
  'billing.order.completed':
    'Pedido[ {context.orderNumber}] de {productNames}[ {payment}]: {amount}[ (descuento {discountName})]',
  'billing.qa.declined':
    'Pedido[ {context.orderNumber}] rechazado en el control de calidad[: {personal.text}]',
  'billing.qa.approved':
    'Pedido[ {context.orderNumber}] aprobado en el control de calidad[: {personal.text}]',
  'billing.qa.pending': 'Pedido[ {context.orderNumber}] a la espera del control de calidad: {cause}',
  'billing.order.cancelled': 'Pedido[ {context.orderNumber}] cancelado[: {personal.text}]',
  'billing.order.updated': 'Pedido[ {context.orderNumber}] modificado[: {fieldNames}]',
  'billing.fraud.scored': 'Resultado de fraude de {provider}: {verdict}[ (puntuación {score})]',
  'billing.address.verified': 'Dirección del pedido[ {context.orderNumber}] verificada por {provider}',
  'billing.address.verify_failed':
    'Dirección del pedido[ {context.orderNumber}] no verificada por {provider}[ ({reasonCode})]',
  'billing.tax.collection_failed': '{provider} no pudo cobrar el impuesto[ ({responseCode})]',
  'billing.tax.calculation_failed': '{provider} no pudo calcular el impuesto[ ({responseCode})]',

  'billing.transaction.voided': 'Cargo de {amount} anulado[: {personal.text}]',
  'billing.refund.succeeded': '{amount} reembolsados a {refundedTo}[: {personal.text}]',
  'billing.refund.recorded_outside':
    '{amount} marcados como reembolsados por fuera a {refundedTo}[: {personal.text}]',
  'billing.refund.failed': 'Reembolso de {attemptedAmount} fallido, intento {attempt}[ ({responseCode})]',
  'billing.refund_queue.left':
    'El reembolso de {amount} no se intenta más tras {attempts} intentos: {cause}[: {personal.text}]',
  'billing.capture.succeeded': '{amount} cobrados al enviar',
  'billing.capture.failed': 'No se cobraron los {attemptedAmount} autorizados: {cause}[ ({responseCode})]',
  'billing.chargeback.created': 'Contracargo de {amount}[ ({reasonCode})][: {personal.text}]',
  'billing.chargeback.reverted': 'Contracargo de {amount} revertido[: {personal.text}]',
  'billing.payment.received': 'Pago adicional de {amount} con {paymentMethod}',
  'billing.account.credited': 'Abono de {amount} añadido[: {personal.text}]',
  'billing.account.charged': 'Cargo de {amount} añadido[: {personal.text}]',
  'billing.credit_control.entered':
    'Entró en control de crédito[ tras una respuesta de {processor}][ ({responseCode})]',
  'billing.credit_control.exited': 'Salió del control de crédito',
  'billing.payment_method.added':
    'Método de pago {paymentMethod} añadido[, suscripción activa {productName}]',
  'billing.payment_method.removed': 'Método de pago {paymentMethod} retirado',
  'billing.card.updated': 'Tarjeta actualizada a {paymentMethod}',
  'billing.card.update_failed': 'Tarjeta {paymentMethod} no actualizada[ ({responseCode})]',

  'billing.purchase.updated': '{productName}: compra modificada[: {fieldNames}]',
  'billing.purchase.kept':
    '{productName} se sigue cobrando, aunque se devolvió lo pagado por su pedido[: {personal.text}]',
  'billing.purchase.billing_date_changed': 'Fecha de cobro cambiada de {billDayFrom} a {billDayTo}',
  'billing.purchase.payment_method_changed': 'Método de pago de {productName} cambiado de {from} a {to}',
  'billing.purchase.product_option_changed': 'Opción de {productName} cambiada de {optionFrom} a {optionTo}',
  'billing.purchase.price_changed':
    'Precio unitario de {productName} cambiado de {unitPriceFrom} a {unitPriceTo}[: {personal.text}]',
  'billing.purchase.quantity_changed':
    'Cantidad de {productName} cambiada de {quantityFrom} a {quantityTo}, precio ahora {price}',
  'billing.purchase.product_changed':
    'Suscripción cambiada de {productNameFrom} a {productNameTo}[: {personal.text}]',
  'billing.purchase.downgrade_scheduled':
    'Cambio de {productNameFrom} al plan inferior {productNameTo} programado para {scheduledDate}[: {personal.text}]',
  'billing.purchase.downgrade_withdrawn': 'Cambio programado de {productName} a un plan inferior retirado',
  'billing.purchase.cancellation_scheduled':
    'Cancelación de {productName} programada para {scheduledDate}[: {personal.text}]',
  'billing.purchase.cancellation_withdrawn': 'Cancelación programada de {productName} retirada',
  'billing.purchase.pause_scheduled':
    'Pausa de {productName} programada para {scheduledDate}, meses: {months}[: {personal.text}]',
  'billing.purchase.paused': '{productName} en pausa, meses: {months}[: {personal.text}]',
  'billing.purchase.pause_withdrawn': 'Pausa programada de {productName} retirada',
  'billing.purchase.pause_ended_early': 'Pausa de {productName} terminada antes de tiempo[: {personal.text}]',
  'billing.purchase.pause_ended': 'Pausa de {productName} terminada',

  'billing.trial.started': 'Prueba de {productName} iniciada[, hasta el {endsOn}]',
  'billing.trial.restarted': 'Prueba de {productName} reiniciada[, hasta el {endsOn}][: {personal.text}]',
  'billing.trial.completed': 'Prueba de {productName} completada',
  'billing.trial.failed':
    'Cargo de la prueba de {productName} rechazado[ por {processor}][ ({responseCode})]',
  'billing.trial.skipped': 'Prueba de {productName} omitida[: {personal.text}]',
  'billing.trial.stopped': 'Prueba de {productName} detenida[: {personal.text}]',
  'billing.rebill.started': 'Recobro de {productName} iniciado, ciclo {cycle}',
  'billing.rebill.forced': 'Recobro de {productName} forzado, ciclo {cycle}[: {personal.text}]',
  'billing.rebill.succeeded': 'Recobro de {productName} con éxito: {amount}[ (descuento {discountName})]',
  'billing.rebill.amount_differs':
    'El ciclo {cycle} de {productName} se cobró con {counted} y se comunica de nuevo con {reported}',
  'billing.rebill.failed': 'Recobro de {productName} rechazado[ por {processor}][ ({responseCode})]',
  'billing.rebill.completed': 'Todos los ciclos de {productName} completados, el último fue el {cycle}',
  'billing.recycle.started': 'Recobro rechazado de {productName}: se intenta otra vez, ciclo {cycle}',
  'billing.recycle.saved': 'Recobro rechazado de {productName} recuperado: {amount}',
  'billing.recycle.failed':
    'Otro intento de cobrar {productName} rechazado[ por {processor}][ ({responseCode})]',
  'billing.rebill.restarted': 'Recobro de {productName} reiniciado[: {personal.text}]',
  'billing.purchase.billing_restarted':
    'Los ciclos de cobro de {productName} empiezan de nuevo[: {personal.text}]',
  'billing.rebill.cancelled': 'Recobro de {productName} cancelado[: {personal.text}]',
  'billing.purchase.renewed': '{productName} renovado[ (descuento {discountName})][: {personal.text}]',
  'billing.consent.requested': 'Consentimiento al recobro de {productName} solicitado',
  'billing.consent.received': 'Consentimiento al recobro de {productName} recibido',
  'billing.consent.denied': 'Consentimiento al recobro de {productName} denegado',
  'billing.membership.started': 'Membresía {membershipName} iniciada',
  'billing.membership.cancelled': 'Membresía {membershipName} cancelada',
  'billing.membership.restarted': 'Membresía {membershipName} reiniciada',
  'billing.entitlements.refreshed': 'Derechos de {productName} renovados',

  'fulfillment.fulfillment.reshipped': 'Pedido[ {context.orderNumber}] reenviado[: {personal.text}]',
  'fulfillment.fulfillment.updated': 'Envío modificado[: {fieldNames}]',
  'fulfillment.fulfillment.accepted': 'Envío aceptado[ por {houseName}]',
  'fulfillment.fulfillment.tracked': 'Seguimiento actualizado[: {carrier}][ {trackingNumber}]',
  'fulfillment.fulfillment.held': 'Envío retenido[: {personal.text}]',
  'fulfillment.fulfillment.released': 'Envío liberado[: {personal.text}]',
  'fulfillment.fulfillment.thawed': 'Envío descongelado[: {personal.text}]',
  'fulfillment.item.updated': '{productName}: línea modificada[: {fieldNames}]',
  'fulfillment.fulfillment.bundled': 'Envíos agrupados en uno[ para {houseName}]',
  'fulfillment.rma.pending':
    'Devolución anunciada[ ({rmaNumber})][, {refundAmount} por reembolsar][: {personal.text}]',
  'fulfillment.rma.withdrawn': 'Devolución retirada[ ({rmaNumber})][, {refundAmount} ya no se reembolsará]',
  'fulfillment.rma.returned': 'Devolución recibida[ ({rmaNumber})][: {personal.text}]',
  'fulfillment.fulfillment.shipped':
    'Pedido[ {context.orderNumber}] enviado[ por {houseName}][ con {carrier}][ {trackingNumber}]',
  'fulfillment.fulfillment.delivered': 'Pedido[ {context.orderNumber}] entregado[ por {carrier}]',
  'fulfillment.fulfillment.parcel_delivered':
    'Uno de varios paquetes entregado[ por {carrier}][ {trackingNumber}]',
  'fulfillment.fulfillment.failed': 'Envío fallido[ en {houseName}][: {personal.text}]',
  'fulfillment.fulfillment.frozen': 'Envío congelado[: {personal.text}]',
  'fulfillment.fulfillment.address_held': 'Retenido por su dirección[ por {houseName}][: {personal.text}]',
  'fulfillment.fulfillment.cancel_requested':
    'Cancelación solicitada[ en {houseName}][ por {requestedBy}][: {personal.text}]',
  'fulfillment.fulfillment.cancelled':
    'Envío cancelado[ por {houseName}][ como había pedido {requestedBy}][: {personal.text}]',
  'fulfillment.fulfillment.cancel_failed':
    'No se pudo cancelar[ en {houseName}][ como había pedido {requestedBy}][: {personal.text}]',
  'fulfillment.export.succeeded':
    'Pedido[ {context.orderNumber}] exportado[ a {houseName}], intentos: {attempts}',
  'fulfillment.export.failed':
    'Pedido[ {context.orderNumber}] no exportado[ a {houseName}], intentos: {attempts}[, última respuesta {responseStatus}]',

  'cases.case.opened': 'Caso {caseNumber} abierto[: {personal.subject}]',
  'cases.case.assigned': 'Caso {caseNumber}[ asignado a {responsible}][ retirado a {takenOff}]',
  'cases.case.taken': 'Caso {caseNumber} tomado[ por {responsible}]',
  'cases.case.replied': 'Respuesta en el caso {caseNumber}[: {personal.text}]',
  'cases.case.answered': 'El cliente respondió en el caso {caseNumber}[: {personal.text}]',
  'cases.case.noted': '{personal.text}',
  'cases.case.updated': 'Caso {caseNumber} modificado[: {fieldNames}]',
  'cases.case.resolved': 'Caso {caseNumber} resuelto[: {result}]',
  'cases.case.closed': 'Caso {caseNumber} cerrado[: {personal.text}]',
  'cases.case.reopened': 'Caso {caseNumber} reabierto[: {personal.text}]',
  'cases.case.merged': 'Caso {caseNumber} unido a {into}',
  'cases.case.target_missed': 'Caso {caseNumber}: plazo {target} incumplido, vencía {dueAt}',
  'cases.record.started': 'Servicio iniciado[ por {channel}][ con {handler}]',
  'cases.record.updated': 'Registro de servicio modificado[: {fieldNames}]',
  'cases.record.ended': 'Servicio terminado[: {result}][ ({reason})]',
  'cases.conversation.recorded': 'Conversación registrada[ por {channel}][: {direction}]',
};
